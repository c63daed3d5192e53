CREATE TABLE "coop" (
	"id" bigint PRIMARY KEY NOT NULL,
	"origin" text NOT NULL,
	"handle" text NOT NULL,
	"name" json NOT NULL,
	"summary" json NOT NULL,
	"fair_use" json NOT NULL,
	"default_language" text NOT NULL,
	"languages" json NOT NULL,
	"region" text NOT NULL,
	"time_zone" text NOT NULL,
	"accent_hue" bigint NOT NULL,
	"listed" boolean NOT NULL,
	"countersign" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "actors" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"handle" text NOT NULL,
	"name" json NOT NULL,
	"summary" json NOT NULL,
	"discoverable" boolean NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL,
	"deleted_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "keys" (
	"actor_id" text NOT NULL,
	"id" text NOT NULL,
	"use" text NOT NULL,
	"public_jwk" json NOT NULL,
	"private_sealed" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"revoked_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "resources" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"category" text,
	"platform" text,
	"seats" bigint,
	"address_sealed" text,
	"location" text,
	"languages" json NOT NULL,
	"energy" text NOT NULL,
	"features" json NOT NULL
);

--> statement-breakpoint
CREATE TABLE "followers" (
	"actor_id" text NOT NULL,
	"follower" text NOT NULL,
	"follow" text NOT NULL,
	"inbox" text NOT NULL,
	"shared_inbox" text,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "peers" (
	"id" text PRIMARY KEY NOT NULL,
	"origin" text NOT NULL,
	"node" text NOT NULL,
	"node_inbox" text NOT NULL,
	"coop" text NOT NULL,
	"coop_inbox" text NOT NULL,
	"handle" text NOT NULL,
	"name" json NOT NULL,
	"summary" json NOT NULL,
	"fair_use" json NOT NULL,
	"region" text NOT NULL,
	"languages" json NOT NULL,
	"listed" boolean NOT NULL,
	"state" text NOT NULL,
	"standing" json NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL,
	"last_seen_at_ms" bigint,
	"last_fetched_at_ms" bigint,
	"next_round_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "listings" (
	"peer_id" text NOT NULL,
	"origin" text NOT NULL,
	"name" json NOT NULL,
	"region" text NOT NULL,
	"languages" json NOT NULL
);

--> statement-breakpoint
CREATE TABLE "partner_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"coop" text NOT NULL,
	"public_key_multibase" text NOT NULL,
	"state" text NOT NULL,
	"first_seen_at_ms" bigint NOT NULL,
	"revoked_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"proposal" text NOT NULL,
	"peer_id" text,
	"resource_id" text,
	"coop" text NOT NULL,
	"resource" text NOT NULL,
	"resource_name" json NOT NULL,
	"platform" text,
	"region" text NOT NULL,
	"languages" json NOT NULL,
	"energy" text NOT NULL,
	"features" json NOT NULL,
	"seats" bigint NOT NULL,
	"audience" text NOT NULL,
	"accept_up_to" bigint,
	"terms" json NOT NULL,
	"taken" json NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL,
	"deleted_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "agreements" (
	"id" text PRIMARY KEY NOT NULL,
	"agreement" text NOT NULL,
	"role" text NOT NULL,
	"peer_id" text NOT NULL,
	"proposal_id" text NOT NULL,
	"proposal" text NOT NULL,
	"resource_id" text,
	"provider" text NOT NULL,
	"receiver" text NOT NULL,
	"title" text NOT NULL,
	"seats" bigint NOT NULL,
	"starts_at_ms" bigint NOT NULL,
	"ends_at_ms" bigint NOT NULL,
	"terms" json NOT NULL,
	"state" text NOT NULL,
	"revision" bigint NOT NULL,
	"held_until_ms" bigint,
	"refusal" json,
	"withdrawn_at_ms" bigint,
	"fulfilled_seat_minutes" bigint,
	"join_url_sealed" text,
	"join_token_hash" text,
	"created_at_ms" bigint NOT NULL,
	"answered_at_ms" bigint,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "entries" (
	"id" text PRIMARY KEY NOT NULL,
	"entry" text NOT NULL,
	"peer_id" text NOT NULL,
	"maker" text NOT NULL,
	"provider" text NOT NULL,
	"receiver" text NOT NULL,
	"unit" text NOT NULL,
	"quantity" bigint NOT NULL,
	"starts_at_ms" bigint NOT NULL,
	"ends_at_ms" bigint NOT NULL,
	"agreement" text,
	"corrects" text,
	"state" text NOT NULL,
	"waits" text,
	"document" text NOT NULL,
	"hash" text NOT NULL,
	"day" text NOT NULL,
	"disputed_by" text,
	"dispute_reason" text,
	"dispute_note" text,
	"salt" text,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "entry_days" (
	"peer_id" text NOT NULL,
	"day" text NOT NULL,
	"digest" text NOT NULL,
	"count" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" text PRIMARY KEY NOT NULL,
	"peer_id" text NOT NULL,
	"entry" text NOT NULL,
	"hash" text NOT NULL,
	"document" text NOT NULL,
	"reason" text NOT NULL,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"peer_id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"entries" bigint NOT NULL,
	"digest" text NOT NULL,
	"reconciled_at_ms" bigint NOT NULL,
	"equal_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"content" json NOT NULL,
	"content_html" json NOT NULL,
	"published_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint,
	"deleted_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"inbox" text NOT NULL,
	"host" text NOT NULL,
	"message" json NOT NULL,
	"body" text,
	"answer_key" text,
	"topic" text,
	"state" text NOT NULL,
	"attempts" bigint NOT NULL,
	"next_attempt_at_ms" bigint NOT NULL,
	"leased_by" text,
	"leased_until_ms" bigint,
	"expires_at_ms" bigint,
	"last_error" text,
	"created_at_ms" bigint NOT NULL,
	"done_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "hosts" (
	"host" text PRIMARY KEY NOT NULL,
	"failures" bigint NOT NULL,
	"next_attempt_at_ms" bigint NOT NULL,
	"signature" text,
	"last_success_at_ms" bigint,
	"last_error" text
);

--> statement-breakpoint
CREATE TABLE "key_values" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"expires_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"member_id" text,
	"session_epoch" bigint NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"last_seen_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" json NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"last_used_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"epoch" bigint NOT NULL,
	"generation" bigint NOT NULL,
	"rotated_at_ms" bigint NOT NULL,
	"expires_at_ms" bigint NOT NULL,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "invites" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"role" text NOT NULL,
	"user_id" text,
	"name" text,
	"expires_at_ms" bigint NOT NULL,
	"used_at_ms" bigint,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"revoked_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "idempotency" (
	"principal" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"status" bigint,
	"body" text,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX "actors_handle" ON "actors" USING btree ("handle");
--> statement-breakpoint
CREATE INDEX "actors_kind" ON "actors" USING btree ("kind","id");
--> statement-breakpoint
CREATE UNIQUE INDEX "keys_actor_id" ON "keys" USING btree ("actor_id","id");
--> statement-breakpoint
CREATE UNIQUE INDEX "followers_actor_follower" ON "followers" USING btree ("actor_id","follower");
--> statement-breakpoint
CREATE INDEX "followers_follower" ON "followers" USING btree ("follower");
--> statement-breakpoint
CREATE UNIQUE INDEX "peers_origin" ON "peers" USING btree ("origin");
--> statement-breakpoint
CREATE UNIQUE INDEX "peers_node" ON "peers" USING btree ("node");
--> statement-breakpoint
CREATE UNIQUE INDEX "peers_coop" ON "peers" USING btree ("coop");
--> statement-breakpoint
CREATE UNIQUE INDEX "listings_peer_origin" ON "listings" USING btree ("peer_id","origin");
--> statement-breakpoint
CREATE INDEX "partner_keys_coop" ON "partner_keys" USING btree ("coop");
--> statement-breakpoint
CREATE UNIQUE INDEX "proposals_proposal" ON "proposals" USING btree ("proposal");
--> statement-breakpoint
CREATE INDEX "proposals_resource_id" ON "proposals" USING btree ("resource_id");
--> statement-breakpoint
CREATE INDEX "proposals_peer_id" ON "proposals" USING btree ("peer_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "agreements_agreement" ON "agreements" USING btree ("agreement");
--> statement-breakpoint
CREATE INDEX "agreements_resource_slot" ON "agreements" USING btree ("resource_id","ends_at_ms");
--> statement-breakpoint
CREATE INDEX "agreements_state_start" ON "agreements" USING btree ("state","starts_at_ms");
--> statement-breakpoint
CREATE INDEX "agreements_join_token" ON "agreements" USING btree ("join_token_hash");
--> statement-breakpoint
CREATE INDEX "agreements_peer" ON "agreements" USING btree ("peer_id","id");
--> statement-breakpoint
CREATE UNIQUE INDEX "entries_entry" ON "entries" USING btree ("entry");
--> statement-breakpoint
CREATE INDEX "entries_peer_day" ON "entries" USING btree ("peer_id","day","entry");
--> statement-breakpoint
CREATE INDEX "entries_agreement" ON "entries" USING btree ("agreement");
--> statement-breakpoint
CREATE INDEX "entries_state" ON "entries" USING btree ("peer_id","state");
--> statement-breakpoint
CREATE UNIQUE INDEX "entry_days_peer_day" ON "entry_days" USING btree ("peer_id","day");
--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_entry_hash" ON "evidence" USING btree ("entry","hash");
--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("state","next_attempt_at_ms");
--> statement-breakpoint
CREATE INDEX "outbox_host" ON "outbox" USING btree ("host","state","id");
--> statement-breakpoint
CREATE INDEX "outbox_answer_key" ON "outbox" USING btree ("answer_key");
--> statement-breakpoint
CREATE INDEX "outbox_topic" ON "outbox" USING btree ("topic","state");
--> statement-breakpoint
CREATE INDEX "key_values_expires" ON "key_values" USING btree ("expires_at_ms");
--> statement-breakpoint
CREATE INDEX "passkeys_user" ON "passkeys" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "invites_token" ON "invites" USING btree ("token_hash");
--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_token" ON "api_tokens" USING btree ("token_hash");
--> statement-breakpoint
CREATE UNIQUE INDEX "idempotency_principal_key" ON "idempotency" USING btree ("principal","key");
