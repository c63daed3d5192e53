CREATE TABLE "servers" (
	"id" text PRIMARY KEY NOT NULL,
	"resource_id" text NOT NULL,
	"platform" text NOT NULL,
	"name" text NOT NULL,
	"seats" bigint NOT NULL,
	"connection_sealed" text NOT NULL,
	"health" text NOT NULL,
	"health_detail" text,
	"health_since_ms" bigint NOT NULL,
	"checked_at_ms" bigint,
	"next_check_at_ms" bigint NOT NULL,
	"failures" bigint NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"deleted_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "rooms" (
	"agreement_id" text PRIMARY KEY NOT NULL,
	"server_id" text NOT NULL,
	"secret_sealed" text NOT NULL,
	"state" text NOT NULL,
	"problem" text,
	"ends_at_ms" bigint NOT NULL,
	"ready_at_ms" bigint,
	"ended_at_ms" bigint,
	"next_look_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "samples" (
	"agreement_id" text NOT NULL,
	"at_ms" bigint NOT NULL,
	"people" bigint
);

--> statement-breakpoint
CREATE TABLE "usages" (
	"agreement_id" text PRIMARY KEY NOT NULL,
	"usage" json NOT NULL,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "fair_use_versions" (
	"version" bigint PRIMARY KEY NOT NULL,
	"text" json NOT NULL,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "partner_policies" (
	"peer_id" text PRIMARY KEY NOT NULL,
	"seats_at_once" bigint,
	"seat_minutes_a_month" bigint,
	"answer" text NOT NULL,
	"commons_trusted" boolean NOT NULL,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "requests" (
	"id" text PRIMARY KEY NOT NULL,
	"proposal" text NOT NULL,
	"peer_id" text,
	"coop" text NOT NULL,
	"title" json NOT NULL,
	"seats" bigint NOT NULL,
	"starts_at_ms" bigint NOT NULL,
	"ends_at_ms" bigint NOT NULL,
	"audience" text NOT NULL,
	"languages" json NOT NULL,
	"features" json NOT NULL,
	"region" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL,
	"deleted_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"seen_at_ms" bigint NOT NULL,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "search_matches" (
	"search_id" text NOT NULL,
	"proposal_id" text NOT NULL,
	"fits_since_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "feeds" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text,
	"token_hash" text NOT NULL,
	"token_sealed" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"revoked_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "guest_links" (
	"id" text PRIMARY KEY NOT NULL,
	"agreement_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"token_sealed" text NOT NULL,
	"label" text NOT NULL,
	"role" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"revoked_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "used_passes" (
	"pass" text PRIMARY KEY NOT NULL,
	"expires_at_ms" bigint NOT NULL
);

--> statement-breakpoint
ALTER TABLE "coop" ADD COLUMN "fair_use_version" bigint DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE "coop" ADD COLUMN "settle" text DEFAULT 'automatic' NOT NULL;
--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "energy_statement" text;
--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "latitude_e6" bigint;
--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "longitude_e6" bigint;
--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "rooms" bigint;
--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "calendar" json;
--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "publish_due_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "peers" ADD COLUMN "fair_use_version" bigint DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "energy_statement" text;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "latitude_e6" bigint;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "longitude_e6" bigint;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "room_seats" bigint;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "calendar" json;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "down" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "commons_seats" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "commons_until_hours" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "in_reply_to" text;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "to_peer_id" text;
--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "changed_at_ms" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "amendment" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "pending" json;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "pending_until_ms" bigint;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "counter" json;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "tentative_until_ms" bigint;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "series" json;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "series_iri" text;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "commons" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "fair_use_version" bigint;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "trouble" json;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "end_cause" text;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "fee_seat_minutes" bigint;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "overrun_until_ms" bigint;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "moderators" json;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "settle_due_at_ms" bigint;
--> statement-breakpoint
CREATE INDEX "servers_resource" ON "servers" USING btree ("resource_id");
--> statement-breakpoint
CREATE INDEX "servers_next_check" ON "servers" USING btree ("next_check_at_ms");
--> statement-breakpoint
CREATE INDEX "rooms_next_look" ON "rooms" USING btree ("next_look_at_ms");
--> statement-breakpoint
CREATE INDEX "rooms_server" ON "rooms" USING btree ("server_id","state");
--> statement-breakpoint
CREATE UNIQUE INDEX "samples_agreement_at" ON "samples" USING btree ("agreement_id","at_ms");
--> statement-breakpoint
CREATE UNIQUE INDEX "requests_proposal" ON "requests" USING btree ("proposal");
--> statement-breakpoint
CREATE INDEX "requests_ends" ON "requests" USING btree ("ends_at_ms");
--> statement-breakpoint
CREATE INDEX "saved_searches_user" ON "saved_searches" USING btree ("user_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "search_matches_search_proposal" ON "search_matches" USING btree ("search_id","proposal_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "feeds_token" ON "feeds" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "feeds_user" ON "feeds" USING btree ("user_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "guest_links_token" ON "guest_links" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "guest_links_agreement" ON "guest_links" USING btree ("agreement_id");
--> statement-breakpoint
CREATE INDEX "used_passes_expires" ON "used_passes" USING btree ("expires_at_ms");
--> statement-breakpoint
CREATE INDEX "resources_publish_due" ON "resources" USING btree ("publish_due_at_ms");
--> statement-breakpoint
CREATE INDEX "proposals_changed" ON "proposals" USING btree ("changed_at_ms");
--> statement-breakpoint
CREATE INDEX "agreements_series" ON "agreements" USING btree ("series_iri");
--> statement-breakpoint
CREATE INDEX "agreements_settle_due" ON "agreements" USING btree ("settle_due_at_ms");
