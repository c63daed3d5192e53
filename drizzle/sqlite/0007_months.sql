CREATE TABLE `month_sums` (
	`peer_id` text NOT NULL,
	`month` text NOT NULL,
	`unit` text NOT NULL,
	`account` text NOT NULL,
	`kind` text NOT NULL,
	`gift` integer NOT NULL,
	`given` integer NOT NULL,
	`received` integer NOT NULL,
	`entries` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `month_sums_key` ON `month_sums` (`peer_id`,`month`,`unit`,`account`,`kind`,`gift`);
--> statement-breakpoint
CREATE INDEX `entries_corrects` ON `entries` (`corrects`) WHERE corrects is not null;
