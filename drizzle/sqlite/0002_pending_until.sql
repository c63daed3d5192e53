CREATE INDEX `agreements_pending_until` ON `agreements` (`pending_until_ms`);
