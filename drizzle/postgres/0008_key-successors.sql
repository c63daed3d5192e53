ALTER TABLE "keys" ADD COLUMN "successor" text;
