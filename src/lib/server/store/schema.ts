import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * The tables. Instants are UTC milliseconds, money minor units, energy Wh, quota thousandths of a unit.
 * Streams are numbered and their primary key is the lock: of two writers of one number, one wins.
 */

export const customers = sqliteTable(
	'customers',
	{
		id: text('id').primaryKey(),
		name: text('name').notNull(),
		/** E.164 digits without the plus sign. */
		phone: text('phone').notNull(),
		email: text('email'),
		/** Name and phone in lower case, for the search. */
		searchText: text('search_text').notNull(),
		/** The partner's id in the ERP once it is known there. */
		erpId: text('erp_id'),
		createdAt: integer('created_at').notNull(),
	},
	(table) => [index('customers_phone').on(table.phone), index('customers_email').on(table.email)],
);

export const plans = sqliteTable(
	'plans',
	{
		id: text('id').primaryKey(),
		customerId: text('customer_id')
			.notNull()
			.references(() => customers.id),
		name: text('name').notNull(),
		templateId: text('template_id').notNull(),
		status: text('status').notNull(),
		currency: text('currency').notNull(),
		serviceState: text('service_state').notNull(),
		paymentState: text('payment_state').notNull(),
		serviceAccountId: text('service_account_id').notNull(),
		paymentAccountId: text('payment_account_id').notNull(),
		/** Text of the customer's QR code where it is not the plan's id. */
		qrCode: text('qr_code').unique(),
		/** When Phase 0 gave the plan its services; null before. */
		initialisedAt: integer('initialised_at'),
		/** When the ERP last told its view of the subscription. */
		syncedAt: integer('synced_at'),
		/** The subscription's id in the ERP once it is known there. */
		erpId: text('erp_id'),
		/** What the payment cycle waits for, minor units; null if nobody said. */
		dueMinor: integer('due_minor'),
		/** End of the paid period, and of the grace after it; null where the plan has none. */
		periodEndsAt: integer('period_ends_at'),
		graceEndsAt: integer('grace_ends_at'),
		lastSwapAt: integer('last_swap_at'),
		/** Number of the last row of `plan_events`. */
		version: integer('version').notNull(),
	},
	(table) => [
		index('plans_customer').on(table.customerId),
		index('plans_period')
			.on(table.periodEndsAt)
			.where(sql`payment_state = 'CURRENT'`),
		index('plans_grace')
			.on(table.graceEndsAt)
			.where(sql`payment_state = 'RENEWAL_DUE'`),
	],
);

/** What a plan is made from in Phase 0. */
export const planTemplates = sqliteTable('plan_templates', {
	id: text('id').primaryKey(),
	name: text('name').notNull(),
	currency: text('currency').notNull(),
	/** JSON list of services with their opening quota; see `plan/template.ts`. */
	servicesJson: text('services_json').notNull(),
	depositMinor: integer('deposit_minor'),
	renewalMinor: integer('renewal_minor'),
	/** Length of a paid period and of the grace after it; null where a plan is paid once. */
	periodDays: integer('period_days'),
	graceDays: integer('grace_days'),
});

export const planServices = sqliteTable(
	'plan_services',
	{
		planId: text('plan_id')
			.notNull()
			.references(() => plans.id),
		serviceId: text('service_id').notNull(),
		name: text('name').notNull(),
		kind: text('kind').notNull(),
		unitPriceMinor: integer('unit_price_minor'),
		bundled: integer('bundled', { mode: 'boolean' }).notNull(),
		position: integer('position').notNull(),
		/** Running figures of the quota ledger, kept in the transaction of each entry. */
		usedMilli: integer('used_milli').notNull(),
		quotaMilli: integer('quota_milli').notNull(),
		/** Number of the last quota entry. */
		seq: integer('seq').notNull(),
	},
	(table) => [primaryKey({ columns: [table.planId, table.serviceId] })],
);

export const planEvents = sqliteTable(
	'plan_events',
	{
		planId: text('plan_id')
			.notNull()
			.references(() => plans.id),
		seq: integer('seq').notNull(),
		inputsJson: text('inputs_json').notNull(),
		serviceState: text('service_state').notNull(),
		paymentState: text('payment_state').notNull(),
		cause: text('cause').notNull(),
		at: integer('at').notNull(),
	},
	(table) => [primaryKey({ columns: [table.planId, table.seq] })],
);

export const quotaEntries = sqliteTable(
	'quota_entries',
	{
		planId: text('plan_id').notNull(),
		serviceId: text('service_id').notNull(),
		seq: integer('seq').notNull(),
		key: text('key').notNull().unique(),
		reason: text('reason').notNull(),
		amountMilli: integer('amount_milli').notNull(),
		sessionId: text('session_id'),
		at: integer('at').notNull(),
	},
	(table) => [primaryKey({ columns: [table.planId, table.serviceId, table.seq] })],
);

export const batteries = sqliteTable(
	'batteries',
	{
		id: text('id').primaryKey(),
		shortId: text('short_id').notNull(),
		bleName: text('ble_name').notNull(),
		ratedWh: integer('rated_wh').notNull(),
		/** Last known energy. */
		energyWh: integer('energy_wh'),
		holderKind: text('holder_kind').notNull(),
		holderId: text('holder_id').notNull(),
		holderServiceId: text('holder_service_id'),
		/** Number of the last custody entry. */
		seq: integer('seq').notNull(),
	},
	(table) => [
		index('batteries_holder').on(table.holderKind, table.holderId),
		index('batteries_short').on(table.shortId),
	],
);

export const custodyEntries = sqliteTable(
	'custody_entries',
	{
		batteryId: text('battery_id')
			.notNull()
			.references(() => batteries.id),
		seq: integer('seq').notNull(),
		key: text('key').notNull().unique(),
		holderKind: text('holder_kind').notNull(),
		holderId: text('holder_id').notNull(),
		holderServiceId: text('holder_service_id'),
		energyWh: integer('energy_wh'),
		sessionId: text('session_id'),
		actorId: text('actor_id').notNull(),
		at: integer('at').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.batteryId, table.seq] }),
		index('custody_entries_holder').on(table.holderId, table.at),
	],
);

export const payments = sqliteTable(
	'payments',
	{
		id: text('id').primaryKey(),
		key: text('key').notNull().unique(),
		method: text('method').notNull(),
		reference: text('reference').notNull(),
		/** `cash`, or `receipt` for all else: a receipt counts once, whatever its method is called. */
		referenceScope: text('reference_scope').notNull().default('receipt'),
		paymentType: text('payment_type').notNull(),
		amountMinor: integer('amount_minor').notNull(),
		currency: text('currency').notNull(),
		planId: text('plan_id')
			.notNull()
			.references(() => plans.id),
		verification: text('verification').notNull(),
		sessionId: text('session_id'),
		stationId: text('station_id'),
		actorId: text('actor_id').notNull(),
		at: integer('at').notNull(),
	},
	(table) => [
		uniqueIndex('payments_receipt').on(table.referenceScope, table.reference),
		index('payments_session').on(table.sessionId),
		index('payments_plan').on(table.planId, table.at),
		index('payments_station').on(table.stationId, table.at),
	],
);

export const moneyEntries = sqliteTable(
	'money_entries',
	{
		paymentId: text('payment_id')
			.notNull()
			.references(() => payments.id),
		key: text('key').notNull(),
		bucket: text('bucket').notNull(),
		amountMinor: integer('amount_minor').notNull(),
		currency: text('currency').notNull(),
		sessionId: text('session_id'),
		at: integer('at').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.key] }),
		index('money_entries_payment').on(table.paymentId),
		index('money_entries_refund_due')
			.on(table.paymentId, table.at, table.amountMinor)
			.where(sql`bucket = 'refund_due'`),
	],
);

export const sessions = sqliteTable(
	'sessions',
	{
		id: text('id').primaryKey(),
		kind: text('kind').notNull(),
		state: text('state').notNull(),
		status: text('status').notNull(),
		version: integer('version').notNull(),
		/** JSON of the session record; see `session/record.ts`. */
		snapshot: text('snapshot').notNull(),
		customerId: text('customer_id'),
		customerName: text('customer_name'),
		planId: text('plan_id'),
		stationId: text('station_id'),
		actorId: text('actor_id').notNull(),
		actorName: text('actor_name').notNull(),
		deviceId: text('device_id').notNull(),
		/** `<station>/<connector>` where the session holds one. */
		connectorKey: text('connector_key'),
		energyWh: integer('energy_wh'),
		amountMinor: integer('amount_minor').notNull(),
		currency: text('currency'),
		paymentMethod: text('payment_method'),
		createdAt: integer('created_at').notNull(),
		updatedAt: integer('updated_at').notNull(),
		expiresAt: integer('expires_at').notNull(),
		endedAt: integer('ended_at'),
		archivedAt: integer('archived_at'),
	},
	(table) => [
		uniqueIndex('sessions_one_active')
			.on(table.customerId, table.kind)
			.where(sql`status = 'active' and customer_id is not null`),
		index('sessions_station_created').on(table.stationId, table.createdAt, table.id),
		index('sessions_created').on(table.createdAt, table.id),
		index('sessions_device').on(table.deviceId, table.createdAt, table.id),
		index('sessions_expiry')
			.on(table.expiresAt)
			.where(sql`status = 'active'`),
		index('sessions_unserved')
			.on(table.id)
			.where(sql`status in ('cancelled', 'expired', 'no_show')`),
		index('sessions_customer').on(table.customerId, table.createdAt),
		uniqueIndex('sessions_one_connector')
			.on(table.connectorKey)
			.where(sql`status = 'active' and connector_key is not null`),
		index('sessions_charges')
			.on(table.customerId, table.createdAt, table.id)
			.where(sql`kind = 'charge'`),
		index('sessions_charges_energy')
			.on(table.customerId, sql`coalesce(energy_wh, 0)`, table.id)
			.where(sql`kind = 'charge'`),
		index('sessions_charges_cost')
			.on(table.customerId, table.amountMinor, table.id)
			.where(sql`kind = 'charge'`),
		index('sessions_charges_station')
			.on(table.stationId, table.updatedAt, table.id)
			.where(sql`kind = 'charge'`),
		index('sessions_charges_updated')
			.on(table.updatedAt, table.id)
			.where(sql`kind = 'charge'`),
	],
);
