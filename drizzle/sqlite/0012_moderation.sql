ALTER TABLE `coop` ADD `steward_seen_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `responses` ADD `withheld` text;
