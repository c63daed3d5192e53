CREATE INDEX `proposals_in_reply_to` ON `proposals` (`in_reply_to`);
