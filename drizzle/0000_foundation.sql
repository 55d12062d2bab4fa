CREATE TABLE `api_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`scopes_json` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`last_used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_tokens_token_hash_unique` ON `api_tokens` (`token_hash`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`station_id` text,
	`origin` text NOT NULL,
	`detail_json` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`at`);--> statement-breakpoint
CREATE TABLE `auth_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `auth_sessions_user` ON `auth_sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `batteries` (
	`id` text PRIMARY KEY NOT NULL,
	`short_id` text NOT NULL,
	`ble_name` text NOT NULL,
	`rated_wh` integer NOT NULL,
	`energy_wh` integer,
	`holder_kind` text NOT NULL,
	`holder_id` text NOT NULL,
	`holder_service_id` text,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `batteries_holder` ON `batteries` (`holder_kind`,`holder_id`);--> statement-breakpoint
CREATE INDEX `batteries_short` ON `batteries` (`short_id`);--> statement-breakpoint
CREATE TABLE `broker_credentials` (
	`username` text PRIMARY KEY NOT NULL,
	`client_id` text NOT NULL,
	`user_id` text NOT NULL,
	`auth_session_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `broker_credentials_sign_in` ON `broker_credentials` (`auth_session_id`);--> statement-breakpoint
CREATE TABLE `custody_entries` (
	`battery_id` text NOT NULL,
	`seq` integer NOT NULL,
	`key` text NOT NULL,
	`holder_kind` text NOT NULL,
	`holder_id` text NOT NULL,
	`holder_service_id` text,
	`energy_wh` integer,
	`session_id` text,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`battery_id`, `seq`),
	FOREIGN KEY (`battery_id`) REFERENCES `batteries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `custody_entries_key_unique` ON `custody_entries` (`key`);--> statement-breakpoint
CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`phone` text NOT NULL,
	`email` text,
	`search_text` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `customers_phone` ON `customers` (`phone`);--> statement-breakpoint
CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`topic` text NOT NULL,
	`payload` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`body_hash` text NOT NULL,
	`answer_json` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`scope`, `key`)
);
--> statement-breakpoint
CREATE TABLE `money_entries` (
	`payment_id` text NOT NULL,
	`key` text PRIMARY KEY NOT NULL,
	`bucket` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`session_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `money_entries_payment` ON `money_entries` (`payment_id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`payload_json` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`done_at` integer,
	`last_error` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`next_attempt_at`) WHERE done_at is null;--> statement-breakpoint
CREATE TABLE `payments` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`method` text NOT NULL,
	`reference` text NOT NULL,
	`payment_type` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`plan_id` text NOT NULL,
	`verification` text NOT NULL,
	`session_id` text,
	`station_id` text,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_key_unique` ON `payments` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `payments_reference` ON `payments` (`method`,`reference`);--> statement-breakpoint
CREATE INDEX `payments_session` ON `payments` (`session_id`);--> statement-breakpoint
CREATE TABLE `plan_events` (
	`plan_id` text NOT NULL,
	`seq` integer NOT NULL,
	`inputs_json` text NOT NULL,
	`service_state` text NOT NULL,
	`payment_state` text NOT NULL,
	`cause` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `seq`),
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `plan_services` (
	`plan_id` text NOT NULL,
	`service_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`unit_price_minor` integer,
	`bundled` integer NOT NULL,
	`position` integer NOT NULL,
	`used_milli` integer NOT NULL,
	`quota_milli` integer NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `service_id`),
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `plans` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`name` text NOT NULL,
	`template_id` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`service_state` text NOT NULL,
	`payment_state` text NOT NULL,
	`service_account_id` text NOT NULL,
	`payment_account_id` text NOT NULL,
	`qr_code` text,
	`initialised_at` integer,
	`last_swap_at` integer,
	`version` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `plans_qr_code_unique` ON `plans` (`qr_code`);--> statement-breakpoint
CREATE INDEX `plans_customer` ON `plans` (`customer_id`);--> statement-breakpoint
CREATE TABLE `quota_entries` (
	`plan_id` text NOT NULL,
	`service_id` text NOT NULL,
	`seq` integer NOT NULL,
	`key` text NOT NULL,
	`reason` text NOT NULL,
	`amount_milli` integer NOT NULL,
	`session_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `service_id`, `seq`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quota_entries_key_unique` ON `quota_entries` (`key`);--> statement-breakpoint
CREATE TABLE `rate_limits` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`window_ends_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `session_events` (
	`session_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`data_json` text NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`session_id`, `seq`),
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`snapshot` text NOT NULL,
	`customer_id` text,
	`customer_name` text,
	`plan_id` text,
	`station_id` text,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`device_id` text NOT NULL,
	`energy_wh` integer,
	`amount_minor` integer NOT NULL,
	`currency` text,
	`payment_method` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`archived_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_one_active` ON `sessions` (`customer_id`,`kind`) WHERE status = 'active' and customer_id is not null;--> statement-breakpoint
CREATE INDEX `sessions_station_created` ON `sessions` (`station_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `sessions_created` ON `sessions` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `sessions_active` ON `sessions` (`actor_id`) WHERE status = 'active';--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`) WHERE status = 'active';--> statement-breakpoint
CREATE INDEX `sessions_customer` ON `sessions` (`customer_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `shifts` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`station_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`station_id`) REFERENCES `stations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shifts_one_open` ON `shifts` (`user_id`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `stations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`currency` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text,
	`stations_json` text DEFAULT '[]' NOT NULL,
	`cash_limit_minor` integer DEFAULT 0 NOT NULL,
	`customer_id` text,
	`disabled_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);