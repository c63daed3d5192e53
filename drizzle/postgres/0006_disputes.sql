ALTER TABLE "entries" ADD COLUMN "awaits" text;
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "withdrawn_at_ms" bigint;
--> statement-breakpoint
CREATE INDEX "entries_disputes" ON "entries" USING btree ("id") WHERE disputed_by is not null;
