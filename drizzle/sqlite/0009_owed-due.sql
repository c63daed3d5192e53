ALTER TABLE `owed_limits` ADD `due` integer DEFAULT 0 NOT NULL;
