ALTER TABLE `keys` ADD `successor` text;
