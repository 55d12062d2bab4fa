CREATE INDEX `custody_entries_holder` ON `custody_entries` (`holder_id`,`at`);--> statement-breakpoint
CREATE INDEX `payments_plan` ON `payments` (`plan_id`,`at`);