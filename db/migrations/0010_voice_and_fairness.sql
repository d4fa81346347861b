CREATE TABLE `concern_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`concern_id` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`actor_id` text NOT NULL,
	`change` text NOT NULL,
	`from_state` text NOT NULL,
	`to_state` text NOT NULL,
	`detail` text,
	`date` text,
	FOREIGN KEY (`concern_id`) REFERENCES `concerns`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `concern_events_by_concern` ON `concern_events` (`concern_id`,`id`);--> statement-breakpoint
CREATE TABLE `concern_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` integer NOT NULL,
	`sealed_words` text NOT NULL,
	`sealed_more` text,
	FOREIGN KEY (`event_id`) REFERENCES `concern_events`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `concern_notes_eventId_unique` ON `concern_notes` (`event_id`);--> statement-breakpoint
CREATE TABLE `concerns` (
	`id` text PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`sealed_answers` text NOT NULL,
	`nation` text,
	`request_id` text,
	`about_id` text,
	`lead_id` text,
	`answered_by_id` text,
	`outcome` text,
	`locale` text NOT NULL,
	`acknowledge_by` text,
	`answer_by` text,
	`due_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`raised_at` integer,
	`answered_at` integer,
	`review_asked_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`about_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`lead_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`answered_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `concerns_reference_unique` ON `concerns` (`reference`);--> statement-breakpoint
CREATE INDEX `concerns_by_account` ON `concerns` (`account_id`,`updated_at`);--> statement-breakpoint
CREATE INDEX `concerns_due` ON `concerns` (`due_by`,`raised_at`) WHERE due_by is not null;--> statement-breakpoint
CREATE INDEX `concerns_by_request` ON `concerns` (`request_id`);--> statement-breakpoint
CREATE INDEX `concerns_by_raised` ON `concerns` (`raised_at`);--> statement-breakpoint
CREATE INDEX `concerns_by_state` ON `concerns` (`state`,`updated_at`);--> statement-breakpoint
CREATE INDEX `concerns_with_words` ON `concerns` (`updated_at`) WHERE sealed_answers <> '';--> statement-breakpoint
CREATE UNIQUE INDEX `concerns_one_draft` ON `concerns` (`account_id`,`kind`) WHERE state = 'draft';--> statement-breakpoint
CREATE TABLE `document_chunks` (
	`document_id` text NOT NULL,
	`index` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`document_id`, `index`),
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`number` integer,
	`by` text NOT NULL,
	`actor_id` text NOT NULL,
	`kind` text NOT NULL,
	`type` text,
	`bytes` integer DEFAULT 0 NOT NULL,
	`state` text NOT NULL,
	`replaces_id` text,
	`scan` text DEFAULT 'unchecked' NOT NULL,
	`started_at` integer NOT NULL,
	`shared_at` integer,
	`ended_at` integer,
	`form_id` text,
	`sealed_title` text,
	`sealed_key` text,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `documents_by_request` ON `documents` (`request_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `documents_one_per_form` ON `documents` (`request_id`,`form_id`) WHERE form_id is not null and state <> 'arriving';--> statement-breakpoint
CREATE INDEX `documents_arriving` ON `documents` (`started_at`) WHERE state = 'arriving';--> statement-breakpoint
CREATE INDEX `documents_unchecked` ON `documents` (`shared_at`) WHERE state = 'shared' and scan = 'unchecked';--> statement-breakpoint
CREATE TABLE `agreed_actions` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`event_id` integer NOT NULL,
	`position` integer NOT NULL,
	`owner` text NOT NULL,
	`sealed_words` text NOT NULL,
	`due_on` text,
	`done_at` integer,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `agreed_actions_by_request` ON `agreed_actions` (`request_id`,`event_id`,`position`);--> statement-breakpoint
CREATE TABLE `follow_ups` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`due_on` text,
	`after_closing` integer NOT NULL,
	`channel` text NOT NULL,
	`planned_by` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `follow_ups_by_request` ON `follow_ups` (`request_id`,`state`);--> statement-breakpoint
CREATE INDEX `follow_ups_due` ON `follow_ups` (`due_on`) WHERE state = 'waiting';--> statement-breakpoint
CREATE TABLE `note_drafts` (
	`request_id` text PRIMARY KEY NOT NULL,
	`author_id` text NOT NULL,
	`at` integer NOT NULL,
	`sealed_draft` text NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`author_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `published_words` (
	`id` integer PRIMARY KEY NOT NULL,
	`topic` text NOT NULL,
	`sealed_words` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `service_waits` (
	`measure` text NOT NULL,
	`month` text NOT NULL,
	`figures` text NOT NULL,
	PRIMARY KEY(`measure`, `month`)
);
--> statement-breakpoint
CREATE TABLE `voice_editions` (
	`number` integer PRIMARY KEY NOT NULL,
	`from_month` text NOT NULL,
	`to_month` text NOT NULL,
	`figures` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `voice_editions_toMonth_unique` ON `voice_editions` (`to_month`);--> statement-breakpoint
CREATE TABLE `voice_forms` (
	`id` integer PRIMARY KEY NOT NULL,
	`day` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `voice_words` (
	`id` integer PRIMARY KEY NOT NULL,
	`topic` text NOT NULL,
	`sealed_words` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `voices` (
	`id` integer PRIMARY KEY NOT NULL,
	`sealed_answers` text NOT NULL
);
