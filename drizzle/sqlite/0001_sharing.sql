CREATE TABLE `servers` (
	`id` text PRIMARY KEY NOT NULL,
	`resource_id` text NOT NULL,
	`platform` text NOT NULL,
	`name` text NOT NULL,
	`seats` integer NOT NULL,
	`connection_sealed` text NOT NULL,
	`health` text NOT NULL,
	`health_detail` text,
	`health_since_ms` integer NOT NULL,
	`checked_at_ms` integer,
	`next_check_at_ms` integer NOT NULL,
	`failures` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`deleted_at_ms` integer
);

--> statement-breakpoint
CREATE INDEX `servers_resource` ON `servers` (`resource_id`);
--> statement-breakpoint
CREATE INDEX `servers_next_check` ON `servers` (`next_check_at_ms`);
--> statement-breakpoint
CREATE TABLE `rooms` (
	`agreement_id` text PRIMARY KEY NOT NULL,
	`server_id` text NOT NULL,
	`secret_sealed` text NOT NULL,
	`state` text NOT NULL,
	`problem` text,
	`ends_at_ms` integer NOT NULL,
	`ready_at_ms` integer,
	`ended_at_ms` integer,
	`next_look_at_ms` integer
);

--> statement-breakpoint
CREATE INDEX `rooms_next_look` ON `rooms` (`next_look_at_ms`);
--> statement-breakpoint
CREATE INDEX `rooms_server` ON `rooms` (`server_id`,`state`);
--> statement-breakpoint
CREATE TABLE `samples` (
	`agreement_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	`people` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `samples_agreement_at` ON `samples` (`agreement_id`,`at_ms`);
--> statement-breakpoint
CREATE TABLE `usages` (
	`agreement_id` text PRIMARY KEY NOT NULL,
	`usage` text NOT NULL,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `fair_use_versions` (
	`version` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `partner_policies` (
	`peer_id` text PRIMARY KEY NOT NULL,
	`seats_at_once` integer,
	`seat_minutes_a_month` integer,
	`answer` text NOT NULL,
	`commons_trusted` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal` text NOT NULL,
	`peer_id` text,
	`coop` text NOT NULL,
	`title` text NOT NULL,
	`seats` integer NOT NULL,
	`starts_at_ms` integer NOT NULL,
	`ends_at_ms` integer NOT NULL,
	`audience` text NOT NULL,
	`languages` text NOT NULL,
	`features` text NOT NULL,
	`region` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`deleted_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `requests_proposal` ON `requests` (`proposal`);
--> statement-breakpoint
CREATE INDEX `requests_ends` ON `requests` (`ends_at_ms`);
--> statement-breakpoint
CREATE TABLE `saved_searches` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`seen_at_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `saved_searches_user` ON `saved_searches` (`user_id`);
--> statement-breakpoint
CREATE TABLE `search_matches` (
	`search_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`fits_since_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `search_matches_search_proposal` ON `search_matches` (`search_id`,`proposal_id`);
--> statement-breakpoint
CREATE TABLE `feeds` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text,
	`token_hash` text NOT NULL,
	`token_sealed` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`revoked_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `feeds_token` ON `feeds` (`token_hash`);
--> statement-breakpoint
CREATE INDEX `feeds_user` ON `feeds` (`user_id`);
--> statement-breakpoint
CREATE TABLE `guest_links` (
	`id` text PRIMARY KEY NOT NULL,
	`agreement_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`token_sealed` text NOT NULL,
	`label` text NOT NULL,
	`role` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`revoked_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `guest_links_token` ON `guest_links` (`token_hash`);
--> statement-breakpoint
CREATE INDEX `guest_links_agreement` ON `guest_links` (`agreement_id`);
--> statement-breakpoint
CREATE TABLE `used_passes` (
	`pass` text PRIMARY KEY NOT NULL,
	`expires_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `used_passes_expires` ON `used_passes` (`expires_at_ms`);
--> statement-breakpoint
ALTER TABLE `coop` ADD `fair_use_version` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `coop` ADD `settle` text DEFAULT 'automatic' NOT NULL;
--> statement-breakpoint
ALTER TABLE `resources` ADD `energy_statement` text;
--> statement-breakpoint
ALTER TABLE `resources` ADD `latitude_e6` integer;
--> statement-breakpoint
ALTER TABLE `resources` ADD `longitude_e6` integer;
--> statement-breakpoint
ALTER TABLE `resources` ADD `rooms` integer;
--> statement-breakpoint
ALTER TABLE `resources` ADD `calendar` text;
--> statement-breakpoint
ALTER TABLE `resources` ADD `publish_due_at_ms` integer;
--> statement-breakpoint
CREATE INDEX `resources_publish_due` ON `resources` (`publish_due_at_ms`);
--> statement-breakpoint
ALTER TABLE `peers` ADD `fair_use_version` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `energy_statement` text;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `latitude_e6` integer;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `longitude_e6` integer;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `room_seats` integer;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `calendar` text;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `down` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `commons_seats` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `commons_until_hours` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `in_reply_to` text;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `to_peer_id` text;
--> statement-breakpoint
ALTER TABLE `proposals` ADD `changed_at_ms` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
CREATE INDEX `proposals_changed` ON `proposals` (`changed_at_ms`);
--> statement-breakpoint
ALTER TABLE `agreements` ADD `amendment` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `pending` text;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `pending_until_ms` integer;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `counter` text;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `tentative_until_ms` integer;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `series` text;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `series_iri` text;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `commons` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `fair_use_version` integer;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `trouble` text;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `end_cause` text;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `fee_seat_minutes` integer;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `overrun_until_ms` integer;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `moderators` text;
--> statement-breakpoint
ALTER TABLE `agreements` ADD `settle_due_at_ms` integer;
--> statement-breakpoint
CREATE INDEX `agreements_series` ON `agreements` (`series_iri`);
--> statement-breakpoint
CREATE INDEX `agreements_settle_due` ON `agreements` (`settle_due_at_ms`);
