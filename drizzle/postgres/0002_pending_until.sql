CREATE INDEX "agreements_pending_until" ON "agreements" USING btree ("pending_until_ms");
