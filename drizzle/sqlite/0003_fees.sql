ALTER TABLE `agreements` ADD `fee_checked_seat_minutes` integer;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `fee_due_at_ms` integer;
--> statement-breakpoint
CREATE INDEX `agreements_fee_due` ON `agreements` (`fee_due_at_ms`);
