CREATE TABLE "entry_stretches" (
	"peer_id" text NOT NULL,
	"start" text NOT NULL,
	"count" bigint NOT NULL,
	"sum" text NOT NULL
);

--> statement-breakpoint
CREATE TABLE "balances" (
	"peer_id" text NOT NULL,
	"unit" text NOT NULL,
	"account" text NOT NULL,
	"given" bigint NOT NULL,
	"received" bigint NOT NULL,
	"given_in_transit" bigint NOT NULL,
	"received_in_transit" bigint NOT NULL,
	"given_disputed" bigint NOT NULL,
	"received_disputed" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "logs" (
	"id" text PRIMARY KEY NOT NULL,
	"peer_id" text NOT NULL,
	"side" text NOT NULL,
	"epoch" bigint NOT NULL,
	"origin" text NOT NULL,
	"size" bigint NOT NULL,
	"frontier" json NOT NULL,
	"checkpoint" text,
	"checkpoint_size" bigint NOT NULL,
	"claimed" text,
	"claimed_size" bigint NOT NULL,
	"witnessed_size" bigint NOT NULL,
	"witnessed_at_ms" bigint,
	"state" text NOT NULL,
	"recovered_at_ms" bigint,
	"recovered_leaves" bigint DEFAULT 0 NOT NULL,
	"recovery_noted_at_ms" bigint,
	"epoch_document" text,
	"created_at_ms" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "leaves" (
	"log_id" text NOT NULL,
	"place" bigint NOT NULL,
	"leaf" text NOT NULL,
	"hash" text NOT NULL,
	"about" text NOT NULL
);

--> statement-breakpoint
CREATE TABLE "tiles" (
	"log_id" text NOT NULL,
	"level" bigint NOT NULL,
	"place" bigint NOT NULL,
	"hash" text NOT NULL
);

--> statement-breakpoint
CREATE TABLE "signings" (
	"id" text PRIMARY KEY NOT NULL,
	"peer_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"beside" json NOT NULL,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "dispute_words" (
	"id" text PRIMARY KEY NOT NULL,
	"word" text NOT NULL,
	"entry_id" text NOT NULL,
	"peer_id" text NOT NULL,
	"by" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"until_ms" bigint,
	"note" text,
	"salt" text,
	"document" text NOT NULL,
	"hash" text NOT NULL,
	"said_at_ms" bigint NOT NULL,
	"created_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "statements" (
	"id" text PRIMARY KEY NOT NULL,
	"statement" text NOT NULL,
	"peer_id" text NOT NULL,
	"maker" text NOT NULL,
	"from_day" text NOT NULL,
	"until_day" text NOT NULL,
	"state" text NOT NULL,
	"document" text NOT NULL,
	"hash" text NOT NULL,
	"totals" json NOT NULL,
	"count" bigint NOT NULL,
	"digest" text NOT NULL,
	"refusal" text,
	"note" text,
	"created_at_ms" bigint NOT NULL,
	"agreed_at_ms" bigint,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "owed_limits" (
	"peer_id" text NOT NULL,
	"unit" text NOT NULL,
	"most" bigint NOT NULL,
	"updated_at_ms" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "epochs" (
	"id" text PRIMARY KEY NOT NULL,
	"epoch_iri" text NOT NULL,
	"peer_id" text NOT NULL,
	"side" text NOT NULL,
	"epoch" bigint NOT NULL,
	"state" text NOT NULL,
	"document" text NOT NULL,
	"hash" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"agreed_at_ms" bigint
);

--> statement-breakpoint
ALTER TABLE "entry_days" ALTER COLUMN "digest" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "keys" ADD COLUMN "compromised_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "partner_keys" ADD COLUMN "revocation_seen_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "partner_keys" ADD COLUMN "compromised_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "partner_keys" ADD COLUMN "announcement" text;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "kind" text;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "gift" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "commons" text;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "performer" text;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "note" text;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "person" text;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "forgotten_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "made_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "mark" text;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "statement_id" text;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "answer_by_ms" bigint;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "differ_until_ms" bigint;
--> statement-breakpoint
CREATE UNIQUE INDEX "entry_stretches_start" ON "entry_stretches" USING btree ("peer_id","start");
--> statement-breakpoint
CREATE UNIQUE INDEX "balances_peer_unit_account" ON "balances" USING btree ("peer_id","unit","account");
--> statement-breakpoint
CREATE UNIQUE INDEX "logs_peer_side_epoch" ON "logs" USING btree ("peer_id","side","epoch");
--> statement-breakpoint
CREATE UNIQUE INDEX "leaves_log_place" ON "leaves" USING btree ("log_id","place");
--> statement-breakpoint
CREATE INDEX "leaves_about" ON "leaves" USING btree ("about");
--> statement-breakpoint
CREATE UNIQUE INDEX "tiles_log_level_place" ON "tiles" USING btree ("log_id","level","place");
--> statement-breakpoint
CREATE UNIQUE INDEX "signings_kind_subject" ON "signings" USING btree ("kind","subject_id");
--> statement-breakpoint
CREATE INDEX "signings_peer" ON "signings" USING btree ("peer_id","id");
--> statement-breakpoint
CREATE UNIQUE INDEX "dispute_words_word" ON "dispute_words" USING btree ("word");
--> statement-breakpoint
CREATE INDEX "dispute_words_entry" ON "dispute_words" USING btree ("entry_id","id");
--> statement-breakpoint
CREATE UNIQUE INDEX "statements_statement" ON "statements" USING btree ("statement");
--> statement-breakpoint
CREATE INDEX "statements_peer" ON "statements" USING btree ("peer_id","until_day","id");
--> statement-breakpoint
CREATE UNIQUE INDEX "owed_limits_peer_unit" ON "owed_limits" USING btree ("peer_id","unit");
--> statement-breakpoint
CREATE UNIQUE INDEX "epochs_iri" ON "epochs" USING btree ("epoch_iri");
--> statement-breakpoint
CREATE INDEX "entries_mark" ON "entries" USING btree ("peer_id","made_at_ms","mark");
--> statement-breakpoint
CREATE INDEX "entries_by_mark" ON "entries" USING btree ("peer_id","mark");
--> statement-breakpoint
CREATE INDEX "entries_statement" ON "entries" USING btree ("peer_id","statement_id","day");
