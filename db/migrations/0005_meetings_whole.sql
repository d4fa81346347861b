CREATE TABLE `adviser_rules` (
	`adviser_id` text PRIMARY KEY NOT NULL,
	`length_minutes` integer,
	`buffer_minutes` integer,
	`most_per_day` integer,
	`published` integer,
	FOREIGN KEY (`adviser_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `busy_times` (
	`id` text PRIMARY KEY NOT NULL,
	`adviser_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	FOREIGN KEY (`adviser_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `busy_times_by_adviser` ON `busy_times` (`adviser_id`,`ends_at`);--> statement-breakpoint
CREATE INDEX `busy_times_by_end` ON `busy_times` (`ends_at`);--> statement-breakpoint
CREATE TABLE `calendar_feeds` (
	`adviser_id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`adviser_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_feeds_by_token` ON `calendar_feeds` (`token_hash`);--> statement-breakpoint
CREATE TABLE `exceptions` (
	`id` text PRIMARY KEY NOT NULL,
	`adviser_id` text,
	`team` text,
	`first_day` text NOT NULL,
	`last_day` text NOT NULL,
	`kind` text NOT NULL,
	`opens` text,
	`closes` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`adviser_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `exceptions_by_adviser` ON `exceptions` (`adviser_id`,`last_day`);--> statement-breakpoint
CREATE INDEX `exceptions_by_team` ON `exceptions` (`team`,`last_day`);--> statement-breakpoint
CREATE INDEX `exceptions_by_end` ON `exceptions` (`last_day`);--> statement-breakpoint
CREATE TABLE `team_rules` (
	`team` text PRIMARY KEY NOT NULL,
	`length_minutes` integer,
	`buffer_minutes` integer,
	`most_per_day` integer,
	`notice_hours` integer,
	`horizon_days` integer,
	`cut_off_hours` integer,
	`answer_within_days` integer,
	`published` integer
);
--> statement-breakpoint
CREATE TABLE `advised_employers` (
	`id` text PRIMARY KEY NOT NULL,
	`adviser_id` text NOT NULL,
	`name_hash` text NOT NULL,
	`sealed_name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`adviser_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `advised_employers_once` ON `advised_employers` (`adviser_id`,`name_hash`);--> statement-breakpoint
CREATE TABLE `conflicts` (
	`request_id` text NOT NULL,
	`adviser_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`request_id`, `adviser_id`),
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`adviser_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `holds` (
	`account_id` text PRIMARY KEY NOT NULL,
	`adviser_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`adviser_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `holds_by_adviser` ON `holds` (`adviser_id`,`starts_at`);--> statement-breakpoint
CREATE TABLE `reminders` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`channel` text NOT NULL,
	`due_at` integer NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `reminders_by_request` ON `reminders` (`request_id`,`state`);--> statement-breakpoint
CREATE INDEX `reminders_due` ON `reminders` (`due_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE TABLE `request_words` (
	`request_id` text NOT NULL,
	`word_hash` text NOT NULL,
	PRIMARY KEY(`request_id`, `word_hash`),
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `request_words_by_word` ON `request_words` (`word_hash`);--> statement-breakpoint
CREATE TABLE `saved_views` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`sealed_name` text NOT NULL,
	`filters` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `saved_views_by_account` ON `saved_views` (`account_id`);--> statement-breakpoint
CREATE TABLE `staff_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`author_id` text NOT NULL,
	`at` integer NOT NULL,
	`sealed_words` text NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`author_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `staff_notes_by_request` ON `staff_notes` (`request_id`,`at`);--> statement-breakpoint
CREATE TABLE `supporters` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`sealed_name` text NOT NULL,
	`sealed_email` text,
	`token_hash` text NOT NULL,
	`sealed_token` text NOT NULL,
	`calendar_uid` text NOT NULL,
	`calendar_sequence` integer DEFAULT 0 NOT NULL,
	`added_at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `supporters_tokenHash_unique` ON `supporters` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `supporters_one_at_a_time` ON `supporters` (`request_id`) WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX `supporters_by_request` ON `supporters` (`request_id`);--> statement-breakpoint
ALTER TABLE `events` ADD `detail` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `nation` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `separate_adviser` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `requests` ADD `employer_hash` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `sealed_call` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `waiting_on` text DEFAULT 'nobody' NOT NULL;--> statement-breakpoint
ALTER TABLE `requests` ADD `answer_by` text;--> statement-breakpoint
ALTER TABLE `requests` ADD `meets_at` integer;--> statement-breakpoint
ALTER TABLE `requests` ADD `meets_until` integer;--> statement-breakpoint
CREATE INDEX `requests_waiting` ON `requests` (`waiting_on`,`answer_by`,`team`) WHERE waiting_on <> 'nobody';--> statement-breakpoint
CREATE INDEX `requests_meeting` ON `requests` (`meets_at`,`team`) WHERE meets_at is not null;--> statement-breakpoint
CREATE INDEX `requests_by_adviser` ON `requests` (`adviser_id`,`state`);--> statement-breakpoint
ALTER TABLE `outbox` ADD `channel` text DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `request_id` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `audience` text DEFAULT 'person' NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `failure` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `receipt` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `ask_at` integer;--> statement-breakpoint
CREATE INDEX `outbox_by_request` ON `outbox` (`request_id`);--> statement-breakpoint
CREATE INDEX `outbox_abandoned` ON `outbox` (`abandoned_at`) WHERE abandoned_at is not null;--> statement-breakpoint
CREATE INDEX `outbox_receipts` ON `outbox` (`ask_at`) WHERE receipt is not null;--> statement-breakpoint
-- What the queue reads is filled in for requests that are already there. Their service standard begins today.
UPDATE requests SET
  waiting_on = CASE
    WHEN state IN ('submitted', 'not-attended', 'held') THEN 'us'
    WHEN state = 'offered' THEN 'them'
    ELSE 'nobody' END,
  answer_by = CASE WHEN state IN ('submitted', 'not-attended', 'held') THEN date('now', '+5 days') END,
  nation = CASE team WHEN 'wales' THEN 'wales' WHEN 'north' THEN 'england' END,
  meets_at = (SELECT starts_at FROM bookings WHERE request_id = requests.id AND bookings.state = 'live'),
  meets_until = (SELECT ends_at FROM bookings WHERE request_id = requests.id AND bookings.state = 'live');
--> statement-breakpoint
-- A day that differs is one adviser's or one team's, and ends no earlier than it begins.
CREATE TRIGGER exceptions_are_of_one BEFORE INSERT ON exceptions
WHEN (new.adviser_id IS NULL) = (new.team IS NULL) OR new.last_day < new.first_day
BEGIN
  SELECT RAISE(ABORT, 'an exception is of an adviser or of a team, and has its days in order');
END;
--> statement-breakpoint
CREATE TRIGGER bookings_end_the_same_day BEFORE INSERT ON bookings
WHEN new.ends_at - new.starts_at > 86400000
BEGIN
  SELECT RAISE(ABORT, 'booking is longer than a day');
END;
