CREATE TABLE `versions` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_id` text NOT NULL,
	`content` text NOT NULL,
	`from_ms` integer NOT NULL,
	`until_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `versions_subject` ON `versions` (`subject_id`,`id`);
--> statement-breakpoint
CREATE TABLE `uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`media_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`width_pixels` integer NOT NULL,
	`height_pixels` integer NOT NULL,
	`alt` text NOT NULL,
	`subject_id` text,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `uploads_subject` ON `uploads` (`subject_id`);
--> statement-breakpoint
CREATE TABLE `upload_bytes` (
	`id` text PRIMARY KEY NOT NULL,
	`base64` text NOT NULL
);

--> statement-breakpoint
CREATE TABLE `remote_actors` (
	`actor` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`type` text NOT NULL,
	`address` text NOT NULL,
	`name` text NOT NULL,
	`url` text NOT NULL,
	`inbox` text NOT NULL,
	`shared_inbox` text,
	`outbox` text,
	`followers` text,
	`moved_to` text,
	`also_known_as` text NOT NULL,
	`fetched_at_ms` integer NOT NULL,
	`deleted_at_ms` integer
);

--> statement-breakpoint
CREATE INDEX `remote_actors_host` ON `remote_actors` (`host`);
--> statement-breakpoint
CREATE TABLE `remote_objects` (
	`id` text PRIMARY KEY NOT NULL,
	`object` text NOT NULL,
	`host` text NOT NULL,
	`type` text NOT NULL,
	`attributed_to` text NOT NULL,
	`name` text NOT NULL,
	`content_html` text NOT NULL,
	`content_note` text,
	`url` text NOT NULL,
	`in_reply_to` text,
	`audience` text,
	`is_public` integer NOT NULL,
	`attachments` text NOT NULL,
	`starts_at_ms` integer,
	`ends_at_ms` integer,
	`published_at_ms` integer NOT NULL,
	`updated_at_ms` integer,
	`received_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `remote_objects_object` ON `remote_objects` (`object`);
--> statement-breakpoint
CREATE INDEX `remote_objects_attributed_to` ON `remote_objects` (`attributed_to`);
--> statement-breakpoint
CREATE INDEX `remote_objects_host` ON `remote_objects` (`host`);
--> statement-breakpoint
CREATE INDEX `remote_objects_in_reply_to` ON `remote_objects` (`in_reply_to`);
--> statement-breakpoint
CREATE TABLE `followings` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text NOT NULL,
	`followed` text NOT NULL,
	`follow` text NOT NULL,
	`state` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`answered_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `followings_actor_followed` ON `followings` (`actor_id`,`followed`);
--> statement-breakpoint
CREATE UNIQUE INDEX `followings_follow` ON `followings` (`follow`);
--> statement-breakpoint
CREATE INDEX `followings_followed` ON `followings` (`followed`);
--> statement-breakpoint
CREATE TABLE `timeline_items` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text NOT NULL,
	`object_id` text NOT NULL,
	`boosted_by` text,
	`announce` text,
	`received_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `timeline_items_actor_object` ON `timeline_items` (`actor_id`,`object_id`);
--> statement-breakpoint
CREATE INDEX `timeline_items_actor` ON `timeline_items` (`actor_id`,`id`);
--> statement-breakpoint
CREATE INDEX `timeline_items_announce` ON `timeline_items` (`announce`);
--> statement-breakpoint
CREATE INDEX `timeline_items_object` ON `timeline_items` (`object_id`);
--> statement-breakpoint
CREATE TABLE `boosts` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text NOT NULL,
	`object` text NOT NULL,
	`about` text,
	`activity` text,
	`state` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`undone_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `boosts_actor_object` ON `boosts` (`actor_id`,`object`);
--> statement-breakpoint
CREATE INDEX `boosts_about` ON `boosts` (`about`);
--> statement-breakpoint
CREATE TABLE `responses` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`object` text NOT NULL,
	`actor` text NOT NULL,
	`host` text NOT NULL,
	`iri` text NOT NULL,
	`object_id` text,
	`state` text NOT NULL,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `responses_iri` ON `responses` (`iri`);
--> statement-breakpoint
CREATE INDEX `responses_object` ON `responses` (`object`,`kind`,`state`,`id`);
--> statement-breakpoint
CREATE INDEX `responses_actor` ON `responses` (`actor`);
--> statement-breakpoint
CREATE INDEX `responses_host` ON `responses` (`host`);
--> statement-breakpoint
CREATE INDEX `responses_state` ON `responses` (`state`,`id`);
--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text NOT NULL,
	`series_id` text,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`description_html` text NOT NULL,
	`starts_at_ms` integer NOT NULL,
	`ends_at_ms` integer NOT NULL,
	`time_zone` text NOT NULL,
	`recurrence` text,
	`place` text,
	`online_url` text,
	`agreement_id` text,
	`languages` text NOT NULL,
	`interpretation` text NOT NULL,
	`capacity` integer,
	`organisers` text NOT NULL,
	`join_mode` text NOT NULL,
	`external_url` text,
	`answers_until_ms` integer,
	`hashtags` text NOT NULL,
	`pictures` text NOT NULL,
	`state` text NOT NULL,
	`status` text NOT NULL,
	`cancel_note` text NOT NULL,
	`sequence` integer NOT NULL,
	`published_at_ms` integer NOT NULL,
	`updated_at_ms` integer,
	`deleted_at_ms` integer
);

--> statement-breakpoint
CREATE INDEX `events_start` ON `events` (`state`,`starts_at_ms`,`id`);
--> statement-breakpoint
CREATE INDEX `events_series` ON `events` (`series_id`,`starts_at_ms`);
--> statement-breakpoint
CREATE INDEX `events_agreement` ON `events` (`agreement_id`);
--> statement-breakpoint
CREATE TABLE `event_series` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text NOT NULL,
	`rule` text NOT NULL,
	`first_start` text NOT NULL,
	`time_zone` text NOT NULL,
	`duration_minutes` integer NOT NULL,
	`template` text NOT NULL,
	`made_until_ms` integer NOT NULL,
	`ended_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `attendances` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`actor` text,
	`join` text,
	`inbox` text,
	`via` text NOT NULL,
	`state` text NOT NULL,
	`joined_at_ms` integer NOT NULL,
	`words_sealed` text,
	`email_hash` text,
	`token_hash` text,
	`language` text,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `attendances_event_actor` ON `attendances` (`event_id`,`actor`);
--> statement-breakpoint
CREATE UNIQUE INDEX `attendances_event_email` ON `attendances` (`event_id`,`email_hash`);
--> statement-breakpoint
CREATE UNIQUE INDEX `attendances_token` ON `attendances` (`token_hash`);
--> statement-breakpoint
CREATE INDEX `attendances_event_state` ON `attendances` (`event_id`,`state`,`joined_at_ms`);
--> statement-breakpoint
CREATE INDEX `attendances_join` ON `attendances` (`join`);
--> statement-breakpoint
CREATE INDEX `attendances_actor` ON `attendances` (`actor`);
--> statement-breakpoint
CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`letter_sealed` text,
	`subject_id` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_attempt_at_ms` integer NOT NULL,
	`last_error` text,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `mails_due` ON `mails` (`state`,`next_attempt_at_ms`);
--> statement-breakpoint
CREATE INDEX `mails_subject` ON `mails` (`subject_id`);
--> statement-breakpoint
CREATE TABLE `domain_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`domain` text NOT NULL,
	`standing` text NOT NULL,
	`reject_media` integer NOT NULL,
	`reject_reports` integer NOT NULL,
	`public_comment` text,
	`private_comment` text,
	`obfuscate` integer NOT NULL,
	`list_id` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `domain_rules_domain_list` ON `domain_rules` (`domain`,`list_id`);
--> statement-breakpoint
CREATE INDEX `domain_rules_domain` ON `domain_rules` (`domain`);
--> statement-breakpoint
CREATE TABLE `account_rules` (
	`actor` text PRIMARY KEY NOT NULL,
	`standing` text NOT NULL,
	`reason` text,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `block_lists` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`apply` text NOT NULL,
	`etag` text,
	`fetched_at_ms` integer,
	`next_fetch_at_ms` integer NOT NULL,
	`last_error` text,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `block_list_items` (
	`list_id` text NOT NULL,
	`domain` text NOT NULL,
	`standing` text NOT NULL,
	`comment` text,
	`reject_media` integer NOT NULL,
	`reject_reports` integer NOT NULL,
	`state` text NOT NULL,
	`seen_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `block_list_items_list_domain` ON `block_list_items` (`list_id`,`domain`);
--> statement-breakpoint
CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`direction` text NOT NULL,
	`flag` text,
	`reporter` text,
	`reported` text NOT NULL,
	`objects` text NOT NULL,
	`comment` text NOT NULL,
	`state` text NOT NULL,
	`resolution` text,
	`created_at_ms` integer NOT NULL,
	`resolved_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `reports_flag` ON `reports` (`flag`);
--> statement-breakpoint
CREATE INDEX `reports_state` ON `reports` (`state`,`id`);
--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` text PRIMARY KEY NOT NULL,
	`by` text,
	`by_name` text NOT NULL,
	`act` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `audit_log_subject` ON `audit_log` (`subject`);
--> statement-breakpoint
CREATE TABLE `follow_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text NOT NULL,
	`follower` text NOT NULL,
	`host` text NOT NULL,
	`follow` text NOT NULL,
	`inbox` text NOT NULL,
	`shared_inbox` text,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `follow_requests_actor_follower` ON `follow_requests` (`actor_id`,`follower`);
--> statement-breakpoint
CREATE INDEX `follow_requests_host` ON `follow_requests` (`host`);
--> statement-breakpoint
ALTER TABLE `coop` ADD `federation` text DEFAULT 'open' NOT NULL;
--> statement-breakpoint
ALTER TABLE `coop` ADD `authorised_fetch` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `coop` ADD `responses` text DEFAULT 'shown' NOT NULL;
--> statement-breakpoint
ALTER TABLE `coop` ADD `rules` text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
ALTER TABLE `coop` ADD `publish_blocks` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `coop` ADD `absence_days` integer DEFAULT 90;
--> statement-breakpoint
ALTER TABLE `coop` ADD `absent_since_ms` integer;
--> statement-breakpoint
ALTER TABLE `actors` ADD `indexable` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `actors` ADD `listed` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `actors` ADD `also_known_as` text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
ALTER TABLE `actors` ADD `moved_to` text;
--> statement-breakpoint
ALTER TABLE `announcements` ADD `state` text DEFAULT 'published' NOT NULL;
--> statement-breakpoint
ALTER TABLE `announcements` ADD `scheduled_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `announcements` ADD `kind` text DEFAULT 'note' NOT NULL;
--> statement-breakpoint
ALTER TABLE `announcements` ADD `title` text DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE `announcements` ADD `content_note` text DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE `announcements` ADD `pictures` text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
ALTER TABLE `announcements` ADD `hashtags` text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
ALTER TABLE `announcements` ADD `mentions` text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
ALTER TABLE `announcements` ADD `in_reply_to` text;
--> statement-breakpoint
ALTER TABLE `announcements` ADD `pinned_at_ms` integer;
--> statement-breakpoint
CREATE INDEX `announcements_actor` ON `announcements` (`actor_id`,`state`,`published_at_ms`,`id`);
--> statement-breakpoint
CREATE INDEX `announcements_scheduled` ON `announcements` (`state`,`scheduled_at_ms`);
--> statement-breakpoint
CREATE INDEX `announcements_in_reply_to` ON `announcements` (`in_reply_to`);
--> statement-breakpoint
ALTER TABLE `outbox` ADD `last_status` integer;
--> statement-breakpoint
ALTER TABLE `outbox` ADD `last_attempt_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `hosts` ADD `last_failure_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `hosts` ADD `last_received_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `hosts` ADD `received_signature` text;
--> statement-breakpoint
ALTER TABLE `hosts` ADD `software` text;
--> statement-breakpoint
ALTER TABLE `hosts` ADD `software_version` text;
--> statement-breakpoint
ALTER TABLE `hosts` ADD `software_checked_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `hosts` ADD `clock_difference_ms` integer;
--> statement-breakpoint
ALTER TABLE `hosts` ADD `clock_seen_at_ms` integer;
