CREATE TABLE `plan_products` (
	`id` text PRIMARY KEY NOT NULL,
	`erp_id` integer NOT NULL,
	`name` text NOT NULL,
	`price_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`period` text NOT NULL,
	`template_id` text NOT NULL,
	`position` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`template_id`) REFERENCES `plan_templates`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `plan_products_on_offer` ON `plan_products` (`currency`,`position`) WHERE withdrawn_at is null;--> statement-breakpoint
CREATE TABLE `sale_packages` (
	`id` text PRIMARY KEY NOT NULL,
	`erp_id` integer NOT NULL,
	`name` text NOT NULL,
	`price_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`components_json` text NOT NULL,
	`position` integer NOT NULL,
	`withdrawn_at` integer
);
--> statement-breakpoint
CREATE INDEX `sale_packages_on_offer` ON `sale_packages` (`currency`,`position`) WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX `customers_email` ON `customers` (`email`);