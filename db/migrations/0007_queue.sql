DROP INDEX `requests_waiting`;--> statement-breakpoint
DROP INDEX `requests_meeting`;--> statement-breakpoint
CREATE INDEX `requests_ours` ON `requests` (`answer_by`,`submitted_at`,`id`) WHERE waiting_on = 'us';--> statement-breakpoint
CREATE INDEX `requests_theirs` ON `requests` (`updated_at`,`id`) WHERE waiting_on = 'them';--> statement-breakpoint
CREATE INDEX `requests_open` ON `requests` (`submitted_at`,`id`,`team`,`adviser_id`,`state`,`waiting_on`,`answer_by`,`meets_at`,`separate_adviser`,`employer_hash`) WHERE +state in ('submitted', 'offered', 'confirmed', 'held', 'not-attended');--> statement-breakpoint
CREATE INDEX `requests_ended` ON `requests` (`updated_at`,`id`) WHERE +state in ('closed', 'declined', 'withdrawn', 'cancelled');--> statement-breakpoint
CREATE INDEX `requests_ended_of` ON `requests` (`adviser_id`,`updated_at`,`id`) WHERE +state in ('closed', 'declined', 'withdrawn', 'cancelled');--> statement-breakpoint
CREATE INDEX `requests_separate` ON `requests` (`employer_hash`) WHERE separate_adviser = 1;--> statement-breakpoint
CREATE INDEX `requests_meeting` ON `requests` (`meets_at`,`id`) WHERE meets_at is not null;--> statement-breakpoint
CREATE INDEX `accounts_by_role` ON `accounts` (`role`,`team`);--> statement-breakpoint
CREATE INDEX `conflicts_by_adviser` ON `conflicts` (`adviser_id`);--> statement-breakpoint
CREATE INDEX `events_another_adviser` ON `events` (`request_id`,`id`) WHERE change = 'ask-for-another-adviser';