CREATE TABLE `refund_decisions` (
	`payment_id` text NOT NULL,
	`seq` integer NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`payout` text,
	`decided_by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`payment_id`, `seq`),
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refund_decisions_payout_unique` ON `refund_decisions` (`payout`);--> statement-breakpoint
CREATE TABLE `refund_proposals` (
	`payment_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`method` text,
	`reference` text,
	`service_id` text,
	`proposed_by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`payment_id`, `seq`),
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
