import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { planTemplates } from './schema.ts';

/** Tables of what is for sale. Money in minor units, instants UTC milliseconds. What is withdrawn stays: sales of it go on being read. */

export const salePackages = sqliteTable(
	'sale_packages',
	{
		id: text('id').primaryKey(),
		/** The product's number in the ERP. */
		erpId: integer('erp_id').notNull(),
		name: text('name').notNull(),
		/** The sum of the components. */
		priceMinor: integer('price_minor').notNull(),
		currency: text('currency').notNull(),
		/** JSON list; see `plan/offer.ts`. */
		componentsJson: text('components_json').notNull(),
		position: integer('position').notNull(),
		withdrawnAt: integer('withdrawn_at'),
	},
	(table) => [
		index('sale_packages_on_offer')
			.on(table.currency, table.position)
			.where(sql`withdrawn_at is null`),
	],
);

export const planProducts = sqliteTable(
	'plan_products',
	{
		id: text('id').primaryKey(),
		erpId: integer('erp_id').notNull(),
		name: text('name').notNull(),
		/** Price of one period. */
		priceMinor: integer('price_minor').notNull(),
		currency: text('currency').notNull(),
		/** `weekly`, `monthly` or `yearly`. */
		period: text('period').notNull(),
		templateId: text('template_id')
			.notNull()
			.references(() => planTemplates.id),
		position: integer('position').notNull(),
		withdrawnAt: integer('withdrawn_at'),
	},
	(table) => [
		index('plan_products_on_offer')
			.on(table.currency, table.position)
			.where(sql`withdrawn_at is null`),
	],
);
