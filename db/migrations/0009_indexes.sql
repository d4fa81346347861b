DROP INDEX `outbox_delivered`;--> statement-breakpoint
CREATE INDEX `outbox_delivered` ON `outbox` (`delivered_at`) WHERE delivered_at is not null;--> statement-breakpoint
CREATE INDEX `advised_employers_by_name` ON `advised_employers` (`name_hash`,`adviser_id`);--> statement-breakpoint
CREATE INDEX `requests_with_words` ON `requests` (`updated_at`) WHERE (sealed_answers <> '' or sealed_room is not null or sealed_call is not null);