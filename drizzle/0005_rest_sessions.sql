CREATE TABLE `mirrored_session_events` (
	`session_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`data_json` text NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`session_id`, `seq`),
	FOREIGN KEY (`session_id`) REFERENCES `mirrored_sessions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `mirrored_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`document_json` text NOT NULL,
	`seq` integer NOT NULL,
	`customer_name` text,
	`station_id` text,
	`device_id` text NOT NULL,
	`current_step` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`archived_at` integer
);
--> statement-breakpoint
CREATE INDEX `mirrored_sessions_device` ON `mirrored_sessions` (`device_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `mirrored_sessions_station` ON `mirrored_sessions` (`station_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `mirrored_sessions_created` ON `mirrored_sessions` (`created_at`,`id`);--> statement-breakpoint
DROP INDEX `sessions_active`;--> statement-breakpoint
CREATE INDEX `sessions_device` ON `sessions` (`device_id`,`created_at`,`id`);