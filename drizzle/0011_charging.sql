CREATE TABLE `charge_disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`station_id` text NOT NULL,
	`category` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`outcome` text,
	`answer` text,
	`answered_by` text,
	`answered_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `charge_disputes_open_session` ON `charge_disputes` (`session_id`) WHERE answered_at is null;--> statement-breakpoint
CREATE INDEX `charge_disputes_open` ON `charge_disputes` (`station_id`,`at`) WHERE answered_at is null;--> statement-breakpoint
CREATE INDEX `charge_disputes_session` ON `charge_disputes` (`session_id`);--> statement-breakpoint
CREATE TABLE `charge_holds` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`station_id` text NOT NULL,
	`reasons_json` text NOT NULL,
	`proposed_wh` integer,
	`opened_at` integer NOT NULL,
	`decision` text,
	`decided_wh` integer,
	`reason` text,
	`decided_by` text,
	`decided_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `charge_holds_open_session` ON `charge_holds` (`session_id`) WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX `charge_holds_open` ON `charge_holds` (`station_id`,`opened_at`) WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX `charge_holds_session` ON `charge_holds` (`session_id`);--> statement-breakpoint
CREATE TABLE `charge_months` (
	`customer_id` text NOT NULL,
	`month` text NOT NULL,
	`currency` text NOT NULL,
	`sessions` integer NOT NULL,
	`energy_wh` integer NOT NULL,
	`spent_minor` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `month`, `currency`)
);
--> statement-breakpoint
CREATE TABLE `charge_ratings` (
	`session_id` text PRIMARY KEY NOT NULL,
	`station_id` text NOT NULL,
	`rating` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `charge_records` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`customer_id` text NOT NULL,
	`station_id` text NOT NULL,
	`connector_id` text NOT NULL,
	`energy_wh` integer NOT NULL,
	`cost_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`price_minor_per_kwh` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer NOT NULL,
	`month` text NOT NULL,
	`credited_id` text,
	`reason` text,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `charge_records_session` ON `charge_records` (`session_id`,`seq`);--> statement-breakpoint
CREATE INDEX `charge_records_customer` ON `charge_records` (`customer_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `charge_records_at` ON `charge_records` (`at`,`id`);--> statement-breakpoint
CREATE TABLE `charge_stations` (
	`customer_id` text NOT NULL,
	`station_id` text NOT NULL,
	`station_name` text NOT NULL,
	`sessions` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `station_id`)
);
--> statement-breakpoint
CREATE INDEX `charge_stations_favourite` ON `charge_stations` (`customer_id`,`sessions`,`last_at`);--> statement-breakpoint
CREATE TABLE `charger_commands` (
	`id` text PRIMARY KEY NOT NULL,
	`charger_id` text NOT NULL,
	`session_id` text NOT NULL,
	`action` text NOT NULL,
	`payload_json` text NOT NULL,
	`status` text DEFAULT 'waiting' NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`answered_at` integer,
	FOREIGN KEY (`charger_id`) REFERENCES `chargers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `charger_commands_waiting` ON `charger_commands` (`charger_id`,`created_at`) WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX `charger_commands_session` ON `charger_commands` (`session_id`);--> statement-breakpoint
CREATE TABLE `charger_transactions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`charger_id` text NOT NULL,
	`evse_id` integer NOT NULL,
	`id_tag` text,
	`session_id` text,
	`start_register_wh` integer,
	`started_at` integer,
	`stop_register_wh` integer,
	`stopped_at` integer,
	`stop_reason` text,
	`problem` text,
	`handled_by` text,
	`handled_at` integer,
	FOREIGN KEY (`charger_id`) REFERENCES `chargers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `charger_transactions_key_unique` ON `charger_transactions` (`key`);--> statement-breakpoint
CREATE INDEX `charger_transactions_session` ON `charger_transactions` (`session_id`);--> statement-breakpoint
CREATE INDEX `charger_transactions_open` ON `charger_transactions` (`charger_id`,`evse_id`) WHERE stopped_at is null;--> statement-breakpoint
CREATE INDEX `charger_transactions_problem` ON `charger_transactions` (`id`) WHERE problem is not null and handled_at is null;--> statement-breakpoint
CREATE TABLE `chargers` (
	`id` text PRIMARY KEY NOT NULL,
	`station_id` text NOT NULL,
	`secret_hash` text,
	`vendor` text,
	`model` text,
	`serial_number` text,
	`firmware` text,
	`protocol` text,
	`booted_at` integer,
	`connected_at` integer,
	`disconnected_at` integer,
	`seen_at` integer,
	FOREIGN KEY (`station_id`) REFERENCES `stations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `chargers_station` ON `chargers` (`station_id`);--> statement-breakpoint
CREATE TABLE `charging_sites` (
	`station_id` text PRIMARY KEY NOT NULL,
	`price_minor_per_kwh` integer NOT NULL,
	`address` text NOT NULL,
	`city` text NOT NULL,
	`postal_code` text,
	`country` text NOT NULL,
	`latitude` real NOT NULL,
	`longitude` real NOT NULL,
	FOREIGN KEY (`station_id`) REFERENCES `stations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `connectors` (
	`station_id` text NOT NULL,
	`id` text NOT NULL,
	`code` text NOT NULL,
	`charger_id` text,
	`evse_id` integer DEFAULT 1 NOT NULL,
	`rated_power_w` integer,
	`standard` text NOT NULL,
	`format` text NOT NULL,
	`power_type` text NOT NULL,
	`status` text DEFAULT 'Available' NOT NULL,
	`status_at` integer,
	`error_code` text,
	`last_register_wh` integer,
	`position` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`station_id`, `id`),
	FOREIGN KEY (`station_id`) REFERENCES `stations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`charger_id`) REFERENCES `chargers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `connectors_code_unique` ON `connectors` (`code`);--> statement-breakpoint
CREATE INDEX `connectors_charger` ON `connectors` (`charger_id`,`evse_id`);--> statement-breakpoint
CREATE TABLE `id_tags` (
	`tag` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`session_id` text,
	`expires_at` integer,
	`blocked_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `id_tags_customer` ON `id_tags` (`customer_id`);--> statement-breakpoint
CREATE TABLE `rider_settings` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`time_zone` text,
	`vehicle_name` text,
	`vehicle_wh` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `sessions` ADD `connector_key` text;--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_one_connector` ON `sessions` (`connector_key`) WHERE status = 'active' and connector_key is not null;--> statement-breakpoint
CREATE INDEX `sessions_charges` ON `sessions` (`customer_id`,`created_at`,`id`) WHERE kind = 'charge';--> statement-breakpoint
CREATE INDEX `sessions_charges_updated` ON `sessions` (`updated_at`,`id`) WHERE kind = 'charge';