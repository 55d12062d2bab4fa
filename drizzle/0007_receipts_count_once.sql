DROP INDEX `payments_reference`;--> statement-breakpoint
ALTER TABLE `payments` ADD `reference_scope` text DEFAULT 'receipt' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `payments_receipt` ON `payments` (`reference_scope`,`reference`);--> statement-breakpoint
CREATE INDEX `money_entries_refund_due` ON `money_entries` (`payment_id`,`at`,`amount_minor`) WHERE bucket = 'refund_due';--> statement-breakpoint
CREATE INDEX `sessions_unserved` ON `sessions` (`id`) WHERE status in ('cancelled', 'expired', 'no_show');