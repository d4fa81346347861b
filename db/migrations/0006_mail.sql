ALTER TABLE `outbox` ADD `calendar_key` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `calendar_sequence` integer;--> statement-breakpoint
CREATE INDEX `outbox_calendar` ON `outbox` (`calendar_key`,`calendar_sequence`) WHERE calendar_key is not null;