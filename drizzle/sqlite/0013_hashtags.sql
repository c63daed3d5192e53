CREATE TABLE `hashtags` (
	`tag` text NOT NULL,
	`subject_id` text NOT NULL,
	`kind` text NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `hashtags_tag_subject` ON `hashtags` (`tag`,`subject_id`);
--> statement-breakpoint
CREATE INDEX `hashtags_subject` ON `hashtags` (`subject_id`);
