ALTER TABLE "agreements" ADD COLUMN "fee_checked_seat_minutes" bigint;
--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "fee_due_at_ms" bigint;
--> statement-breakpoint
CREATE INDEX "agreements_fee_due" ON "agreements" USING btree ("fee_due_at_ms");
