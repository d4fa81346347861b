CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`sealed_detail` text,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `entry_checks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`organisation_id` text NOT NULL,
	`kind` text NOT NULL,
	`on` text NOT NULL,
	`sealed_note` text,
	`account_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `entry_checks_by_entry` ON `entry_checks` (`organisation_id`,`kind`,`id`);--> statement-breakpoint
CREATE TABLE `entry_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`problem` text NOT NULL,
	`sealed_words` text,
	`reported_at` integer NOT NULL,
	`handled_at` integer,
	`handled_by` text,
	FOREIGN KEY (`handled_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `entry_reports_open` ON `entry_reports` (`organisation_id`,`reported_at`) WHERE handled_at is null;--> statement-breakpoint
CREATE INDEX `entry_reports_by_time` ON `entry_reports` (`reported_at`);--> statement-breakpoint
CREATE TABLE `link_checks` (
	`organisation_id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`checked_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`status` integer
);
