CREATE TABLE "month_sums" (
	"peer_id" text NOT NULL,
	"month" text NOT NULL,
	"unit" text NOT NULL,
	"account" text NOT NULL,
	"kind" text NOT NULL,
	"gift" boolean NOT NULL,
	"given" bigint NOT NULL,
	"received" bigint NOT NULL,
	"entries" bigint NOT NULL
);

--> statement-breakpoint
CREATE UNIQUE INDEX "month_sums_key" ON "month_sums" USING btree ("peer_id","month","unit","account","kind","gift");
--> statement-breakpoint
CREATE INDEX "entries_corrects" ON "entries" USING btree ("corrects") WHERE corrects is not null;
