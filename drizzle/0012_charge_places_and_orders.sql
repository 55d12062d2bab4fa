ALTER TABLE `charge_records` ADD `place_json` text;--> statement-breakpoint
CREATE INDEX `sessions_charges_energy` ON `sessions` (`customer_id`,coalesce("energy_wh", 0),`id`) WHERE kind = 'charge';--> statement-breakpoint
CREATE INDEX `sessions_charges_cost` ON `sessions` (`customer_id`,`amount_minor`,`id`) WHERE kind = 'charge';