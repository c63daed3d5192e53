ALTER TABLE "owed_limits" ADD COLUMN "due" bigint DEFAULT 0 NOT NULL;
