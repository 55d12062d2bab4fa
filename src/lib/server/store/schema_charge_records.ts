import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Tables of charging that was sold: append-only records, running figures of them, and what waits for a person. Energy Wh, money minor units, instants UTC milliseconds. */

/** Charge detail records: what was sold, never edited. A correction is a credit and a new record. */
export const chargeRecords = sqliteTable(
	'charge_records',
	{
		/** `<session>-<number>`, at most 39 characters: also the id of the OCPI CDR. */
		id: text('id').primaryKey(),
		sessionId: text('session_id').notNull(),
		seq: integer('seq').notNull(),
		/** `original`, `credit` or `correction`. A credit has negative figures. */
		kind: text('kind').notNull(),
		customerId: text('customer_id').notNull(),
		stationId: text('station_id').notNull(),
		connectorId: text('connector_id').notNull(),
		energyWh: integer('energy_wh').notNull(),
		costMinor: integer('cost_minor').notNull(),
		currency: text('currency').notNull(),
		priceMinorPerKwh: integer('price_minor_per_kwh').notNull(),
		startedAt: integer('started_at').notNull(),
		endedAt: integer('ended_at').notNull(),
		/** JSON of the place as it was when charging began, see `ChargePlace`; null for records of before it was kept. */
		placeJson: text('place_json'),
		/** `YYYY-MM` of the start in the rider's time zone as it was then. */
		month: text('month').notNull(),
		/** The record that a credit takes back. */
		creditedId: text('credited_id'),
		/** Why a person wrote it, and who; null for records of the meter. */
		reason: text('reason'),
		actorId: text('actor_id').notNull(),
		at: integer('at').notNull(),
	},
	(table) => [
		uniqueIndex('charge_records_session').on(table.sessionId, table.seq),
		index('charge_records_customer').on(table.customerId, table.startedAt),
		index('charge_records_at').on(table.at, table.id),
		index('charge_records_station').on(table.stationId, table.at, table.id),
	],
);

/** Running figures of a rider's completed sessions by month and currency, kept in the transaction of each record. */
export const chargeMonths = sqliteTable(
	'charge_months',
	{
		customerId: text('customer_id').notNull(),
		month: text('month').notNull(),
		currency: text('currency').notNull(),
		sessions: integer('sessions').notNull(),
		energyWh: integer('energy_wh').notNull(),
		spentMinor: integer('spent_minor').notNull(),
		durationMs: integer('duration_ms').notNull(),
	},
	(table) => [primaryKey({ columns: [table.customerId, table.month, table.currency] })],
);

/** How often a rider charged where, kept like `charge_months`. */
export const chargeStations = sqliteTable(
	'charge_stations',
	{
		customerId: text('customer_id').notNull(),
		stationId: text('station_id').notNull(),
		stationName: text('station_name').notNull(),
		sessions: integer('sessions').notNull(),
		lastAt: integer('last_at').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.customerId, table.stationId] }),
		index('charge_stations_favourite').on(table.customerId, table.sessions, table.lastAt),
	],
);

/** Ended sessions that count nowhere until a manager has decided. */
export const chargeHolds = sqliteTable(
	'charge_holds',
	{
		/** `<session>/<number>`: a session may be held again when a late reading comes. */
		id: text('id').primaryKey(),
		sessionId: text('session_id').notNull(),
		customerId: text('customer_id').notNull(),
		stationId: text('station_id').notNull(),
		/** JSON list of `{code, …}`; see `kinds/charge/flags.ts`. */
		reasonsJson: text('reasons_json').notNull(),
		/** What the meter says now, where a late reading opened it. */
		proposedWh: integer('proposed_wh'),
		openedAt: integer('opened_at').notNull(),
		/** `accepted`, `corrected` or `voided`. */
		decision: text('decision'),
		decidedWh: integer('decided_wh'),
		reason: text('reason'),
		decidedBy: text('decided_by'),
		decidedAt: integer('decided_at'),
	},
	(table) => [
		uniqueIndex('charge_holds_open_session')
			.on(table.sessionId)
			.where(sql`decided_at is null`),
		index('charge_holds_open')
			.on(table.stationId, table.openedAt)
			.where(sql`decided_at is null`),
		index('charge_holds_session').on(table.sessionId),
	],
);

/** «Something is wrong with this session», as a rider says, and what a manager answered. */
export const chargeDisputes = sqliteTable(
	'charge_disputes',
	{
		id: text('id').primaryKey(),
		sessionId: text('session_id').notNull(),
		customerId: text('customer_id').notNull(),
		stationId: text('station_id').notNull(),
		/** `energy`, `price`, `time`, `not_me` or `other`. */
		category: text('category').notNull(),
		text: text('text').notNull(),
		at: integer('at').notNull(),
		/** `upheld` or `declined`. */
		outcome: text('outcome'),
		answer: text('answer'),
		answeredBy: text('answered_by'),
		answeredAt: integer('answered_at'),
	},
	(table) => [
		uniqueIndex('charge_disputes_open_session')
			.on(table.sessionId)
			.where(sql`answered_at is null`),
		index('charge_disputes_open')
			.on(table.stationId, table.at)
			.where(sql`answered_at is null`),
		index('charge_disputes_session').on(table.sessionId),
	],
);

/** Stars for a station, given at the end of a session or after it. */
export const chargeRatings = sqliteTable('charge_ratings', {
	sessionId: text('session_id').primaryKey(),
	stationId: text('station_id').notNull(),
	/** 1 to 5. */
	rating: integer('rating').notNull(),
	at: integer('at').notNull(),
});
