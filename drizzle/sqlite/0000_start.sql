CREATE TABLE `coop` (
	`id` integer PRIMARY KEY NOT NULL,
	`origin` text NOT NULL,
	`handle` text NOT NULL,
	`name` text NOT NULL,
	`summary` text NOT NULL,
	`fair_use` text NOT NULL,
	`default_language` text NOT NULL,
	`languages` text NOT NULL,
	`region` text NOT NULL,
	`time_zone` text NOT NULL,
	`accent_hue` integer NOT NULL,
	`listed` integer NOT NULL,
	`countersign` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE TABLE `actors` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`handle` text NOT NULL,
	`name` text NOT NULL,
	`summary` text NOT NULL,
	`discoverable` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`deleted_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `actors_handle` ON `actors` (`handle`);
--> statement-breakpoint
CREATE INDEX `actors_kind` ON `actors` (`kind`,`id`);
--> statement-breakpoint
CREATE TABLE `keys` (
	`actor_id` text NOT NULL,
	`id` text NOT NULL,
	`use` text NOT NULL,
	`public_jwk` text NOT NULL,
	`private_sealed` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`revoked_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `keys_actor_id` ON `keys` (`actor_id`,`id`);
--> statement-breakpoint
CREATE TABLE `resources` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`category` text,
	`platform` text,
	`seats` integer,
	`address_sealed` text,
	`location` text,
	`languages` text NOT NULL,
	`energy` text NOT NULL,
	`features` text NOT NULL
);

--> statement-breakpoint
CREATE TABLE `followers` (
	`actor_id` text NOT NULL,
	`follower` text NOT NULL,
	`follow` text NOT NULL,
	`inbox` text NOT NULL,
	`shared_inbox` text,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `followers_actor_follower` ON `followers` (`actor_id`,`follower`);
--> statement-breakpoint
CREATE INDEX `followers_follower` ON `followers` (`follower`);
--> statement-breakpoint
CREATE TABLE `peers` (
	`id` text PRIMARY KEY NOT NULL,
	`origin` text NOT NULL,
	`node` text NOT NULL,
	`node_inbox` text NOT NULL,
	`coop` text NOT NULL,
	`coop_inbox` text NOT NULL,
	`handle` text NOT NULL,
	`name` text NOT NULL,
	`summary` text NOT NULL,
	`fair_use` text NOT NULL,
	`region` text NOT NULL,
	`languages` text NOT NULL,
	`listed` integer NOT NULL,
	`state` text NOT NULL,
	`standing` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`last_seen_at_ms` integer,
	`last_fetched_at_ms` integer,
	`next_round_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `peers_origin` ON `peers` (`origin`);
--> statement-breakpoint
CREATE UNIQUE INDEX `peers_node` ON `peers` (`node`);
--> statement-breakpoint
CREATE UNIQUE INDEX `peers_coop` ON `peers` (`coop`);
--> statement-breakpoint
CREATE TABLE `listings` (
	`peer_id` text NOT NULL,
	`origin` text NOT NULL,
	`name` text NOT NULL,
	`region` text NOT NULL,
	`languages` text NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `listings_peer_origin` ON `listings` (`peer_id`,`origin`);
--> statement-breakpoint
CREATE TABLE `partner_keys` (
	`key` text PRIMARY KEY NOT NULL,
	`coop` text NOT NULL,
	`public_key_multibase` text NOT NULL,
	`state` text NOT NULL,
	`first_seen_at_ms` integer NOT NULL,
	`revoked_at_ms` integer
);

--> statement-breakpoint
CREATE INDEX `partner_keys_coop` ON `partner_keys` (`coop`);
--> statement-breakpoint
CREATE TABLE `proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal` text NOT NULL,
	`peer_id` text,
	`resource_id` text,
	`coop` text NOT NULL,
	`resource` text NOT NULL,
	`resource_name` text NOT NULL,
	`platform` text,
	`region` text NOT NULL,
	`languages` text NOT NULL,
	`energy` text NOT NULL,
	`features` text NOT NULL,
	`seats` integer NOT NULL,
	`audience` text NOT NULL,
	`accept_up_to` integer,
	`terms` text NOT NULL,
	`taken` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`deleted_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `proposals_proposal` ON `proposals` (`proposal`);
--> statement-breakpoint
CREATE INDEX `proposals_resource_id` ON `proposals` (`resource_id`);
--> statement-breakpoint
CREATE INDEX `proposals_peer_id` ON `proposals` (`peer_id`);
--> statement-breakpoint
CREATE TABLE `agreements` (
	`id` text PRIMARY KEY NOT NULL,
	`agreement` text NOT NULL,
	`role` text NOT NULL,
	`peer_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`proposal` text NOT NULL,
	`resource_id` text,
	`provider` text NOT NULL,
	`receiver` text NOT NULL,
	`title` text NOT NULL,
	`seats` integer NOT NULL,
	`starts_at_ms` integer NOT NULL,
	`ends_at_ms` integer NOT NULL,
	`terms` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer NOT NULL,
	`held_until_ms` integer,
	`refusal` text,
	`withdrawn_at_ms` integer,
	`fulfilled_seat_minutes` integer,
	`join_url_sealed` text,
	`join_token_hash` text,
	`created_at_ms` integer NOT NULL,
	`answered_at_ms` integer,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_agreement` ON `agreements` (`agreement`);
--> statement-breakpoint
CREATE INDEX `agreements_resource_slot` ON `agreements` (`resource_id`,`ends_at_ms`);
--> statement-breakpoint
CREATE INDEX `agreements_state_start` ON `agreements` (`state`,`starts_at_ms`);
--> statement-breakpoint
CREATE INDEX `agreements_join_token` ON `agreements` (`join_token_hash`);
--> statement-breakpoint
CREATE INDEX `agreements_peer` ON `agreements` (`peer_id`,`id`);
--> statement-breakpoint
CREATE TABLE `entries` (
	`id` text PRIMARY KEY NOT NULL,
	`entry` text NOT NULL,
	`peer_id` text NOT NULL,
	`maker` text NOT NULL,
	`provider` text NOT NULL,
	`receiver` text NOT NULL,
	`unit` text NOT NULL,
	`quantity` integer NOT NULL,
	`starts_at_ms` integer NOT NULL,
	`ends_at_ms` integer NOT NULL,
	`agreement` text,
	`corrects` text,
	`state` text NOT NULL,
	`waits` text,
	`document` text NOT NULL,
	`hash` text NOT NULL,
	`day` text NOT NULL,
	`disputed_by` text,
	`dispute_reason` text,
	`dispute_note` text,
	`salt` text,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `entries_entry` ON `entries` (`entry`);
--> statement-breakpoint
CREATE INDEX `entries_peer_day` ON `entries` (`peer_id`,`day`,`entry`);
--> statement-breakpoint
CREATE INDEX `entries_agreement` ON `entries` (`agreement`);
--> statement-breakpoint
CREATE INDEX `entries_state` ON `entries` (`peer_id`,`state`);
--> statement-breakpoint
CREATE TABLE `entry_days` (
	`peer_id` text NOT NULL,
	`day` text NOT NULL,
	`digest` text NOT NULL,
	`count` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `entry_days_peer_day` ON `entry_days` (`peer_id`,`day`);
--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`peer_id` text NOT NULL,
	`entry` text NOT NULL,
	`hash` text NOT NULL,
	`document` text NOT NULL,
	`reason` text NOT NULL,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_entry_hash` ON `evidence` (`entry`,`hash`);
--> statement-breakpoint
CREATE TABLE `reconciliations` (
	`peer_id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`entries` integer NOT NULL,
	`digest` text NOT NULL,
	`reconciled_at_ms` integer NOT NULL,
	`equal_at_ms` integer
);

--> statement-breakpoint
CREATE TABLE `announcements` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text NOT NULL,
	`content` text NOT NULL,
	`content_html` text NOT NULL,
	`published_at_ms` integer NOT NULL,
	`updated_at_ms` integer,
	`deleted_at_ms` integer
);

--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text NOT NULL,
	`inbox` text NOT NULL,
	`host` text NOT NULL,
	`message` text NOT NULL,
	`body` text,
	`answer_key` text,
	`topic` text,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_attempt_at_ms` integer NOT NULL,
	`leased_by` text,
	`leased_until_ms` integer,
	`expires_at_ms` integer,
	`last_error` text,
	`created_at_ms` integer NOT NULL,
	`done_at_ms` integer
);

--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`state`,`next_attempt_at_ms`);
--> statement-breakpoint
CREATE INDEX `outbox_host` ON `outbox` (`host`,`state`,`id`);
--> statement-breakpoint
CREATE INDEX `outbox_answer_key` ON `outbox` (`answer_key`);
--> statement-breakpoint
CREATE INDEX `outbox_topic` ON `outbox` (`topic`,`state`);
--> statement-breakpoint
CREATE TABLE `hosts` (
	`host` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`next_attempt_at_ms` integer NOT NULL,
	`signature` text,
	`last_success_at_ms` integer,
	`last_error` text
);

--> statement-breakpoint
CREATE TABLE `key_values` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`expires_at_ms` integer
);

--> statement-breakpoint
CREATE INDEX `key_values_expires` ON `key_values` (`expires_at_ms`);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`member_id` text,
	`session_epoch` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`last_seen_at_ms` integer
);

--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`last_used_at_ms` integer
);

--> statement-breakpoint
CREATE INDEX `passkeys_user` ON `passkeys` (`user_id`);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`epoch` integer NOT NULL,
	`generation` integer NOT NULL,
	`rotated_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);
--> statement-breakpoint
CREATE TABLE `invites` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`purpose` text NOT NULL,
	`role` text NOT NULL,
	`user_id` text,
	`name` text,
	`expires_at_ms` integer NOT NULL,
	`used_at_ms` integer,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `invites_token` ON `invites` (`token_hash`);
--> statement-breakpoint
CREATE TABLE `api_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`revoked_at_ms` integer
);

--> statement-breakpoint
CREATE UNIQUE INDEX `api_tokens_token` ON `api_tokens` (`token_hash`);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`principal` text NOT NULL,
	`key` text NOT NULL,
	`request` text NOT NULL,
	`status` integer,
	`body` text,
	`created_at_ms` integer NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX `idempotency_principal_key` ON `idempotency` (`principal`,`key`);
