CREATE INDEX "proposals_in_reply_to" ON "proposals" USING btree ("in_reply_to");
