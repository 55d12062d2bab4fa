CREATE TABLE `payment_intents` (
	`id` text PRIMARY KEY NOT NULL,
	`plan_id` text NOT NULL,
	`session_id` text,
	`station_id` text,
	`actor_id` text NOT NULL,
	`method` text NOT NULL,
	`phone` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`status` text NOT NULL,
	`checkout_id` text,
	`callback_token` text NOT NULL,
	`account_reference` text NOT NULL,
	`result_code` text,
	`callback_json` text,
	`receipt` text,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`settled_at` integer,
	`next_check_at` integer,
	`checks` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payment_intents_checkout_id_unique` ON `payment_intents` (`checkout_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `payment_intents_callback_token_unique` ON `payment_intents` (`callback_token`);--> statement-breakpoint
CREATE UNIQUE INDEX `payment_intents_account_reference_unique` ON `payment_intents` (`account_reference`);--> statement-breakpoint
CREATE INDEX `payment_intents_due` ON `payment_intents` (`next_check_at`) WHERE next_check_at is not null;--> statement-breakpoint
CREATE INDEX `payment_intents_session` ON `payment_intents` (`session_id`);