ALTER TABLE `entries` ADD `awaits` text;
--> statement-breakpoint
ALTER TABLE `entries` ADD `withdrawn_at_ms` integer;
--> statement-breakpoint
CREATE INDEX `entries_disputes` ON `entries` (`id`) WHERE disputed_by is not null;
