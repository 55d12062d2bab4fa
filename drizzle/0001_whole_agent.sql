CREATE TABLE `leases` (
	`name` text NOT NULL,
	`epoch` integer NOT NULL,
	`holder` text NOT NULL,
	`ends_at` integer NOT NULL,
	PRIMARY KEY(`name`, `epoch`)
);
--> statement-breakpoint
CREATE TABLE `payment_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`plan_id` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`payment_id` text,
	`actor_id` text NOT NULL,
	`station_id` text,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `payment_requests_open` ON `payment_requests` (`plan_id`,`created_at`) WHERE settled_at is null;--> statement-breakpoint
CREATE TABLE `plan_templates` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`currency` text NOT NULL,
	`services_json` text NOT NULL,
	`deposit_minor` integer,
	`renewal_minor` integer,
	`period_days` integer,
	`grace_days` integer
);
--> statement-breakpoint
CREATE TABLE `station_reports` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`plan_id` text NOT NULL,
	`station_id` text,
	`actor_id` text NOT NULL,
	`type` text NOT NULL,
	`data_json` text NOT NULL,
	`reported_at` integer,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `station_reports_station` ON `station_reports` (`station_id`,`seq`);--> statement-breakpoint
CREATE TABLE `usage_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`plan_id` text NOT NULL,
	`usage_type` text NOT NULL,
	`details_json` text NOT NULL,
	`status` text NOT NULL,
	`erp_id` text,
	`failure` text,
	`actor_id` text NOT NULL,
	`station_id` text,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `usage_reports_plan` ON `usage_reports` (`plan_id`,`created_at`);--> statement-breakpoint
DROP INDEX `outbox_due`;--> statement-breakpoint
ALTER TABLE `outbox` ADD `stuck_at` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `subject` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `station_id` text;--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`kind`,`next_attempt_at`) WHERE done_at is null and stuck_at is null;--> statement-breakpoint
CREATE INDEX `outbox_stuck` ON `outbox` (`stuck_at`) WHERE done_at is null and stuck_at is not null;--> statement-breakpoint
ALTER TABLE `customers` ADD `erp_id` text;--> statement-breakpoint
ALTER TABLE `dead_letters` ADD `encoding` text DEFAULT 'utf8' NOT NULL;--> statement-breakpoint
ALTER TABLE `dead_letters` ADD `origin` text DEFAULT 'unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE `dead_letters` ADD `properties_json` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `dead_letters` ADD `status` text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE `dead_letters` ADD `handled_at` integer;--> statement-breakpoint
ALTER TABLE `dead_letters` ADD `handled_by` text;--> statement-breakpoint
ALTER TABLE `dead_letters` ADD `outcome` text;--> statement-breakpoint
CREATE INDEX `dead_letters_status` ON `dead_letters` (`status`,`at`);--> statement-breakpoint
ALTER TABLE `idempotency` ADD `status` text DEFAULT 'done' NOT NULL;--> statement-breakpoint
ALTER TABLE `plans` ADD `synced_at` integer;--> statement-breakpoint
ALTER TABLE `plans` ADD `erp_id` text;--> statement-breakpoint
ALTER TABLE `plans` ADD `due_minor` integer;--> statement-breakpoint
ALTER TABLE `plans` ADD `period_ends_at` integer;--> statement-breakpoint
ALTER TABLE `plans` ADD `grace_ends_at` integer;--> statement-breakpoint
CREATE INDEX `plans_period` ON `plans` (`period_ends_at`) WHERE payment_state = 'CURRENT';--> statement-breakpoint
CREATE INDEX `plans_grace` ON `plans` (`grace_ends_at`) WHERE payment_state = 'RENEWAL_DUE';--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);