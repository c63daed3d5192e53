ALTER TABLE "coop" ADD COLUMN "steward_seen_at_ms" bigint;
--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "withheld" text;
