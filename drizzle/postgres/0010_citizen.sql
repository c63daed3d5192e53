CREATE TABLE "versions" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"content" json NOT NULL,
	"from_ms" bigint NOT NULL,
	"until_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"width_pixels" bigint NOT NULL,
	"height_pixels" bigint NOT NULL,
	"alt" json NOT NULL,
	"subject_id" text,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "upload_bytes" (
	"id" text PRIMARY KEY NOT NULL,
	"base64" text NOT NULL
);

--> statement-breakpoint
CREATE TABLE "remote_actors" (
	"actor" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"type" text NOT NULL,
	"address" text NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"inbox" text NOT NULL,
	"shared_inbox" text,
	"outbox" text,
	"followers" text,
	"moved_to" text,
	"also_known_as" json NOT NULL,
	"fetched_at_ms" bigint NOT NULL,
	"deleted_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "remote_objects" (
	"id" text PRIMARY KEY NOT NULL,
	"object" text NOT NULL,
	"host" text NOT NULL,
	"type" text NOT NULL,
	"attributed_to" text NOT NULL,
	"name" json NOT NULL,
	"content_html" json NOT NULL,
	"content_note" text,
	"url" text NOT NULL,
	"in_reply_to" text,
	"audience" text,
	"is_public" boolean NOT NULL,
	"attachments" json NOT NULL,
	"starts_at_ms" bigint,
	"ends_at_ms" bigint,
	"published_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint,
	"received_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "followings" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"followed" text NOT NULL,
	"follow" text NOT NULL,
	"state" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"answered_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "timeline_items" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"object_id" text NOT NULL,
	"boosted_by" text,
	"announce" text,
	"received_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "boosts" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"object" text NOT NULL,
	"about" text,
	"activity" text,
	"state" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"undone_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "responses" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"object" text NOT NULL,
	"actor" text NOT NULL,
	"host" text NOT NULL,
	"iri" text NOT NULL,
	"object_id" text,
	"state" text NOT NULL,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "events" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"series_id" text,
	"name" json NOT NULL,
	"description" json NOT NULL,
	"description_html" json NOT NULL,
	"starts_at_ms" bigint NOT NULL,
	"ends_at_ms" bigint NOT NULL,
	"time_zone" text NOT NULL,
	"recurrence" text,
	"place" json,
	"online_url" text,
	"agreement_id" text,
	"languages" json NOT NULL,
	"interpretation" json NOT NULL,
	"capacity" bigint,
	"organisers" json NOT NULL,
	"join_mode" text NOT NULL,
	"external_url" text,
	"answers_until_ms" bigint,
	"hashtags" json NOT NULL,
	"pictures" json NOT NULL,
	"state" text NOT NULL,
	"status" text NOT NULL,
	"cancel_note" json NOT NULL,
	"sequence" bigint NOT NULL,
	"published_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint,
	"deleted_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "event_series" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"rule" text NOT NULL,
	"first_start" text NOT NULL,
	"time_zone" text NOT NULL,
	"duration_minutes" bigint NOT NULL,
	"template" json NOT NULL,
	"made_until_ms" bigint NOT NULL,
	"ended_at_ms" bigint,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "attendances" (
	"id" text PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"actor" text,
	"join" text,
	"inbox" text,
	"via" text NOT NULL,
	"state" text NOT NULL,
	"joined_at_ms" bigint NOT NULL,
	"words_sealed" text,
	"email_hash" text,
	"token_hash" text,
	"language" text,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "mails" (
	"id" text PRIMARY KEY NOT NULL,
	"letter_sealed" text,
	"subject_id" text NOT NULL,
	"state" text NOT NULL,
	"attempts" bigint NOT NULL,
	"next_attempt_at_ms" bigint NOT NULL,
	"last_error" text,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "domain_rules" (
	"id" text PRIMARY KEY NOT NULL,
	"domain" text NOT NULL,
	"standing" text NOT NULL,
	"reject_media" boolean NOT NULL,
	"reject_reports" boolean NOT NULL,
	"public_comment" text,
	"private_comment" text,
	"obfuscate" boolean NOT NULL,
	"list_id" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "account_rules" (
	"actor" text PRIMARY KEY NOT NULL,
	"standing" text NOT NULL,
	"reason" text,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "block_lists" (
	"id" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"apply" text NOT NULL,
	"etag" text,
	"fetched_at_ms" bigint,
	"next_fetch_at_ms" bigint NOT NULL,
	"last_error" text,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "block_list_items" (
	"list_id" text NOT NULL,
	"domain" text NOT NULL,
	"standing" text NOT NULL,
	"comment" text,
	"reject_media" boolean NOT NULL,
	"reject_reports" boolean NOT NULL,
	"state" text NOT NULL,
	"seen_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "reports" (
	"id" text PRIMARY KEY NOT NULL,
	"direction" text NOT NULL,
	"flag" text,
	"reporter" text,
	"reported" text NOT NULL,
	"objects" json NOT NULL,
	"comment" text NOT NULL,
	"state" text NOT NULL,
	"resolution" text,
	"created_at_ms" bigint NOT NULL,
	"resolved_at_ms" bigint
);

--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" text PRIMARY KEY NOT NULL,
	"by" text,
	"by_name" text NOT NULL,
	"act" text NOT NULL,
	"subject" text NOT NULL,
	"detail" json NOT NULL,
	"at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "follow_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"follower" text NOT NULL,
	"host" text NOT NULL,
	"follow" text NOT NULL,
	"inbox" text NOT NULL,
	"shared_inbox" text,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
ALTER TABLE "coop" ADD COLUMN "federation" text DEFAULT 'open' NOT NULL;
--> statement-breakpoint
ALTER TABLE "coop" ADD COLUMN "authorised_fetch" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "coop" ADD COLUMN "responses" text DEFAULT 'shown' NOT NULL;
--> statement-breakpoint
ALTER TABLE "coop" ADD COLUMN "rules" json DEFAULT '[]'::json NOT NULL;
--> statement-breakpoint
ALTER TABLE "coop" ADD COLUMN "publish_blocks" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "coop" ADD COLUMN "absence_days" bigint DEFAULT 90;
--> statement-breakpoint
ALTER TABLE "coop" ADD COLUMN "absent_since_ms" bigint;
--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "indexable" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "listed" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "also_known_as" json DEFAULT '[]'::json NOT NULL;
--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "moved_to" text;
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "state" text DEFAULT 'published' NOT NULL;
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "scheduled_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "kind" text DEFAULT 'note' NOT NULL;
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "title" json DEFAULT '{}'::json NOT NULL;
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "content_note" json DEFAULT '{}'::json NOT NULL;
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "pictures" json DEFAULT '[]'::json NOT NULL;
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "hashtags" json DEFAULT '[]'::json NOT NULL;
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "mentions" json DEFAULT '[]'::json NOT NULL;
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "in_reply_to" text;
--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "pinned_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "last_status" bigint;
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "last_attempt_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "last_failure_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "last_received_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "received_signature" text;
--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "software" text;
--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "software_version" text;
--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "software_checked_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "clock_difference_ms" bigint;
--> statement-breakpoint
ALTER TABLE "hosts" ADD COLUMN "clock_seen_at_ms" bigint;
--> statement-breakpoint
CREATE INDEX "versions_subject" ON "versions" USING btree ("subject_id","id");
--> statement-breakpoint
CREATE INDEX "uploads_subject" ON "uploads" USING btree ("subject_id");
--> statement-breakpoint
CREATE INDEX "remote_actors_host" ON "remote_actors" USING btree ("host");
--> statement-breakpoint
CREATE UNIQUE INDEX "remote_objects_object" ON "remote_objects" USING btree ("object");
--> statement-breakpoint
CREATE INDEX "remote_objects_attributed_to" ON "remote_objects" USING btree ("attributed_to");
--> statement-breakpoint
CREATE INDEX "remote_objects_host" ON "remote_objects" USING btree ("host");
--> statement-breakpoint
CREATE INDEX "remote_objects_in_reply_to" ON "remote_objects" USING btree ("in_reply_to");
--> statement-breakpoint
CREATE UNIQUE INDEX "followings_actor_followed" ON "followings" USING btree ("actor_id","followed");
--> statement-breakpoint
CREATE UNIQUE INDEX "followings_follow" ON "followings" USING btree ("follow");
--> statement-breakpoint
CREATE INDEX "followings_followed" ON "followings" USING btree ("followed");
--> statement-breakpoint
CREATE UNIQUE INDEX "timeline_items_actor_object" ON "timeline_items" USING btree ("actor_id","object_id");
--> statement-breakpoint
CREATE INDEX "timeline_items_actor" ON "timeline_items" USING btree ("actor_id","id");
--> statement-breakpoint
CREATE INDEX "timeline_items_announce" ON "timeline_items" USING btree ("announce");
--> statement-breakpoint
CREATE INDEX "timeline_items_object" ON "timeline_items" USING btree ("object_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "boosts_actor_object" ON "boosts" USING btree ("actor_id","object");
--> statement-breakpoint
CREATE INDEX "boosts_about" ON "boosts" USING btree ("about");
--> statement-breakpoint
CREATE UNIQUE INDEX "responses_iri" ON "responses" USING btree ("iri");
--> statement-breakpoint
CREATE INDEX "responses_object" ON "responses" USING btree ("object","kind","state","id");
--> statement-breakpoint
CREATE INDEX "responses_actor" ON "responses" USING btree ("actor");
--> statement-breakpoint
CREATE INDEX "responses_host" ON "responses" USING btree ("host");
--> statement-breakpoint
CREATE INDEX "responses_state" ON "responses" USING btree ("state","id");
--> statement-breakpoint
CREATE INDEX "events_start" ON "events" USING btree ("state","starts_at_ms","id");
--> statement-breakpoint
CREATE INDEX "events_series" ON "events" USING btree ("series_id","starts_at_ms");
--> statement-breakpoint
CREATE INDEX "events_agreement" ON "events" USING btree ("agreement_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "attendances_event_actor" ON "attendances" USING btree ("event_id","actor");
--> statement-breakpoint
CREATE UNIQUE INDEX "attendances_event_email" ON "attendances" USING btree ("event_id","email_hash");
--> statement-breakpoint
CREATE UNIQUE INDEX "attendances_token" ON "attendances" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "attendances_event_state" ON "attendances" USING btree ("event_id","state","joined_at_ms");
--> statement-breakpoint
CREATE INDEX "attendances_join" ON "attendances" USING btree ("join");
--> statement-breakpoint
CREATE INDEX "attendances_actor" ON "attendances" USING btree ("actor");
--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("state","next_attempt_at_ms");
--> statement-breakpoint
CREATE INDEX "mails_subject" ON "mails" USING btree ("subject_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "domain_rules_domain_list" ON "domain_rules" USING btree ("domain","list_id");
--> statement-breakpoint
CREATE INDEX "domain_rules_domain" ON "domain_rules" USING btree ("domain");
--> statement-breakpoint
CREATE UNIQUE INDEX "block_list_items_list_domain" ON "block_list_items" USING btree ("list_id","domain");
--> statement-breakpoint
CREATE UNIQUE INDEX "reports_flag" ON "reports" USING btree ("flag");
--> statement-breakpoint
CREATE INDEX "reports_state" ON "reports" USING btree ("state","id");
--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject");
--> statement-breakpoint
CREATE UNIQUE INDEX "follow_requests_actor_follower" ON "follow_requests" USING btree ("actor_id","follower");
--> statement-breakpoint
CREATE INDEX "follow_requests_host" ON "follow_requests" USING btree ("host");
--> statement-breakpoint
CREATE INDEX "announcements_actor" ON "announcements" USING btree ("actor_id","state","published_at_ms","id");
--> statement-breakpoint
CREATE INDEX "announcements_scheduled" ON "announcements" USING btree ("state","scheduled_at_ms");
--> statement-breakpoint
CREATE INDEX "announcements_in_reply_to" ON "announcements" USING btree ("in_reply_to");
