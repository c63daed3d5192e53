CREATE TABLE `entry_stretches` (
	`peer_id` text NOT NULL,
	`start` text NOT NULL,
	`count` integer NOT NULL,
	`sum` text NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `entry_stretches_start` ON `entry_stretches` (`peer_id`,`start`);
--> statement-breakpoint
CREATE TABLE `balances` (
	`peer_id` text NOT NULL,
	`unit` text NOT NULL,
	`account` text NOT NULL,
	`given` integer NOT NULL,
	`received` integer NOT NULL,
	`given_in_transit` integer NOT NULL,
	`received_in_transit` integer NOT NULL,
	`given_disputed` integer NOT NULL,
	`received_disputed` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `balances_peer_unit_account` ON `balances` (`peer_id`,`unit`,`account`);
--> statement-breakpoint
CREATE TABLE `logs` (
	`id` text PRIMARY KEY NOT NULL,
	`peer_id` text NOT NULL,
	`side` text NOT NULL,
	`epoch` integer NOT NULL,
	`origin` text NOT NULL,
	`size` integer NOT NULL,
	`frontier` text NOT NULL,
	`checkpoint` text,
	`checkpoint_size` integer NOT NULL,
	`claimed` text,
	`claimed_size` integer NOT NULL,
	`witnessed_size` integer NOT NULL,
	`witnessed_at_ms` integer,
	`state` text NOT NULL,
	`recovered_at_ms` integer,
	`recovered_leaves` integer DEFAULT 0 NOT NULL,
	`recovery_noted_at_ms` integer,
	`epoch_document` text,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `logs_peer_side_epoch` ON `logs` (`peer_id`,`side`,`epoch`);
--> statement-breakpoint
CREATE TABLE `leaves` (
	`log_id` text NOT NULL,
	`place` integer NOT NULL,
	`leaf` text NOT NULL,
	`hash` text NOT NULL,
	`about` text NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `leaves_log_place` ON `leaves` (`log_id`,`place`);
--> statement-breakpoint
CREATE INDEX `leaves_about` ON `leaves` (`about`);
--> statement-breakpoint
CREATE TABLE `tiles` (
	`log_id` text NOT NULL,
	`level` integer NOT NULL,
	`place` integer NOT NULL,
	`hash` text NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `tiles_log_level_place` ON `tiles` (`log_id`,`level`,`place`);
--> statement-breakpoint
CREATE TABLE `signings` (
	`id` text PRIMARY KEY NOT NULL,
	`peer_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`beside` text NOT NULL,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `signings_kind_subject` ON `signings` (`kind`,`subject_id`);
--> statement-breakpoint
CREATE INDEX `signings_peer` ON `signings` (`peer_id`,`id`);
--> statement-breakpoint
CREATE TABLE `dispute_words` (
	`id` text PRIMARY KEY NOT NULL,
	`word` text NOT NULL,
	`entry_id` text NOT NULL,
	`peer_id` text NOT NULL,
	`by` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text,
	`until_ms` integer,
	`note` text,
	`salt` text,
	`document` text NOT NULL,
	`hash` text NOT NULL,
	`said_at_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `dispute_words_word` ON `dispute_words` (`word`);
--> statement-breakpoint
CREATE INDEX `dispute_words_entry` ON `dispute_words` (`entry_id`,`id`);
--> statement-breakpoint
CREATE TABLE `statements` (
	`id` text PRIMARY KEY NOT NULL,
	`statement` text NOT NULL,
	`peer_id` text NOT NULL,
	`maker` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`state` text NOT NULL,
	`document` text NOT NULL,
	`hash` text NOT NULL,
	`totals` text NOT NULL,
	`count` integer NOT NULL,
	`digest` text NOT NULL,
	`refusal` text,
	`note` text,
	`created_at_ms` integer NOT NULL,
	`agreed_at_ms` integer,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `statements_statement` ON `statements` (`statement`);
--> statement-breakpoint
CREATE INDEX `statements_peer` ON `statements` (`peer_id`,`until_day`,`id`);
--> statement-breakpoint
CREATE TABLE `owed_limits` (
	`peer_id` text NOT NULL,
	`unit` text NOT NULL,
	`most` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `owed_limits_peer_unit` ON `owed_limits` (`peer_id`,`unit`);
--> statement-breakpoint
CREATE TABLE `epochs` (
	`id` text PRIMARY KEY NOT NULL,
	`epoch_iri` text NOT NULL,
	`peer_id` text NOT NULL,
	`side` text NOT NULL,
	`epoch` integer NOT NULL,
	`state` text NOT NULL,
	`document` text NOT NULL,
	`hash` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`agreed_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `epochs_iri` ON `epochs` (`epoch_iri`);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;
--> statement-breakpoint
CREATE TABLE `__new_entry_days` (
	`peer_id` text NOT NULL,
	`day` text NOT NULL,
	`digest` text,
	`count` integer NOT NULL
);

--> statement-breakpoint
INSERT INTO `__new_entry_days`("peer_id", "day", "digest", "count") SELECT "peer_id", "day", "digest", "count" FROM `entry_days`;
--> statement-breakpoint
DROP TABLE `entry_days`;
--> statement-breakpoint
ALTER TABLE `__new_entry_days` RENAME TO `entry_days`;
--> statement-breakpoint
PRAGMA foreign_keys=ON;
--> statement-breakpoint
CREATE UNIQUE INDEX `entry_days_peer_day` ON `entry_days` (`peer_id`,`day`);
--> statement-breakpoint
ALTER TABLE `keys` ADD `compromised_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `partner_keys` ADD `revocation_seen_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `partner_keys` ADD `compromised_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `partner_keys` ADD `announcement` text;
--> statement-breakpoint
ALTER TABLE `entries` ADD `kind` text;
--> statement-breakpoint
ALTER TABLE `entries` ADD `gift` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `entries` ADD `commons` text;
--> statement-breakpoint
ALTER TABLE `entries` ADD `performer` text;
--> statement-breakpoint
ALTER TABLE `entries` ADD `note` text;
--> statement-breakpoint
ALTER TABLE `entries` ADD `person` text;
--> statement-breakpoint
ALTER TABLE `entries` ADD `forgotten_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `entries` ADD `made_at_ms` integer;
--> statement-breakpoint
ALTER TABLE `entries` ADD `mark` text;
--> statement-breakpoint
ALTER TABLE `entries` ADD `statement_id` text;
--> statement-breakpoint
ALTER TABLE `entries` ADD `answer_by_ms` integer;
--> statement-breakpoint
ALTER TABLE `entries` ADD `differ_until_ms` integer;
--> statement-breakpoint
CREATE INDEX `entries_mark` ON `entries` (`peer_id`,`made_at_ms`,`mark`);
--> statement-breakpoint
CREATE INDEX `entries_by_mark` ON `entries` (`peer_id`,`mark`);
--> statement-breakpoint
CREATE INDEX `entries_statement` ON `entries` (`peer_id`,`statement_id`,`day`);
