import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { customers } from './schema.ts';
import { stations } from './schema_people.ts';

/** Tables of charging: where it is done, what chargers said, and what was sold. Energy Wh, power W, money minor units, instants UTC milliseconds. */

/** A station at which vehicles are charged. */
export const chargingSites = sqliteTable('charging_sites', {
	stationId: text('station_id')
		.primaryKey()
		.references(() => stations.id),
	priceMinorPerKwh: integer('price_minor_per_kwh').notNull(),
	address: text('address').notNull(),
	city: text('city').notNull(),
	postalCode: text('postal_code'),
	/** ISO 3166-1 alpha-3. */
	country: text('country').notNull(),
	/** Degrees, WGS 84. */
	latitude: real('latitude').notNull(),
	longitude: real('longitude').notNull(),
});

/** Chargers that speak OCPP to us. */
export const chargers = sqliteTable(
	'chargers',
	{
		/** The charge point identity: last part of its WebSocket address. */
		id: text('id').primaryKey(),
		stationId: text('station_id')
			.notNull()
			.references(() => stations.id),
		/** SHA-256 of its basic-auth password; null refuses every connection. */
		secretHash: text('secret_hash'),
		vendor: text('vendor'),
		model: text('model'),
		serialNumber: text('serial_number'),
		firmware: text('firmware'),
		/** `ocpp1.6` or `ocpp2.0.1`; null before its first connection. */
		protocol: text('protocol'),
		bootedAt: integer('booted_at'),
		connectedAt: integer('connected_at'),
		disconnectedAt: integer('disconnected_at'),
		seenAt: integer('seen_at'),
	},
	(table) => [index('chargers_station').on(table.stationId)],
);

/** Where a cable goes out of a station. */
export const connectors = sqliteTable(
	'connectors',
	{
		stationId: text('station_id')
			.notNull()
			.references(() => stations.id),
		/** As the signs and the REST surface name it: `connector-1`. */
		id: text('id').notNull(),
		/** What its QR code says. */
		code: text('code').notNull().unique(),
		/** Null where no charger of ours meters it. */
		chargerId: text('charger_id').references(() => chargers.id),
		/** The number the charger knows it by: connectorId of OCPP 1.6, EVSE id of 2.0.1. */
		evseId: integer('evse_id').notNull().default(1),
		ratedPowerW: integer('rated_power_w'),
		/** OCPI ConnectorType, ConnectorFormat and PowerType. */
		standard: text('standard').notNull(),
		format: text('format').notNull(),
		powerType: text('power_type').notNull(),
		/** OCPP status, as last told; `Available` where nobody tells. */
		status: text('status').notNull().default('Available'),
		statusAt: integer('status_at'),
		errorCode: text('error_code'),
		/** The highest register that its meter told, Wh. */
		lastRegisterWh: integer('last_register_wh'),
		position: integer('position').notNull().default(0),
	},
	(table) => [
		primaryKey({ columns: [table.stationId, table.id] }),
		index('connectors_charger').on(table.chargerId, table.evseId),
	],
);

/** What riders show to chargers: their cards, and the tags that remote starts carry. */
export const idTags = sqliteTable(
	'id_tags',
	{
		/** Upper case, at most 20 characters. */
		tag: text('tag').primaryKey(),
		customerId: text('customer_id')
			.notNull()
			.references(() => customers.id),
		/** The session that a remote start begins; null for a card. */
		sessionId: text('session_id'),
		expiresAt: integer('expires_at'),
		blockedAt: integer('blocked_at'),
	},
	(table) => [index('id_tags_customer').on(table.customerId)],
);

/** Transactions as chargers tell of them; each belongs to a session, or waits for a person to see to it. */
export const chargerTransactions = sqliteTable(
	'charger_transactions',
	{
		/** The `transactionId` that OCPP 1.6 chargers are given. */
		id: integer('id').primaryKey({ autoIncrement: true }),
		/** Names the transaction for ever, so that a message that comes again finds it. */
		key: text('key').notNull().unique(),
		chargerId: text('charger_id')
			.notNull()
			.references(() => chargers.id),
		evseId: integer('evse_id').notNull(),
		idTag: text('id_tag'),
		sessionId: text('session_id'),
		startRegisterWh: integer('start_register_wh'),
		startedAt: integer('started_at'),
		stopRegisterWh: integer('stop_register_wh'),
		stoppedAt: integer('stopped_at'),
		stopReason: text('stop_reason'),
		/** Why no session could be made of it: `TAG_UNKNOWN`, `START_MISSING`, …; null where one was. */
		problem: text('problem'),
		handledBy: text('handled_by'),
		handledAt: integer('handled_at'),
	},
	(table) => [
		index('charger_transactions_session').on(table.sessionId),
		index('charger_transactions_open')
			.on(table.chargerId, table.evseId)
			.where(sql`stopped_at is null`),
		index('charger_transactions_problem')
			.on(table.id)
			.where(sql`problem is not null and handled_at is null`),
	],
);

/** What chargers are asked to do; sent by the process that holds the charger's connection. */
export const chargerCommands = sqliteTable(
	'charger_commands',
	{
		id: text('id').primaryKey(),
		chargerId: text('charger_id')
			.notNull()
			.references(() => chargers.id),
		sessionId: text('session_id').notNull(),
		/** `start` or `stop`. */
		action: text('action').notNull(),
		payloadJson: text('payload_json').notNull(),
		/** `waiting`, `sent`, `accepted`, `rejected` or `expired`. */
		status: text('status').notNull().default('waiting'),
		createdAt: integer('created_at').notNull(),
		expiresAt: integer('expires_at').notNull(),
		answeredAt: integer('answered_at'),
	},
	(table) => [
		index('charger_commands_waiting')
			.on(table.chargerId, table.createdAt)
			.where(sql`status = 'waiting'`),
		index('charger_commands_session').on(table.sessionId),
	],
);

/** What a rider set for charging. */
export const riderSettings = sqliteTable('rider_settings', {
	customerId: text('customer_id')
		.primaryKey()
		.references(() => customers.id),
	/** IANA name. */
	timeZone: text('time_zone'),
	vehicleName: text('vehicle_name'),
	/** Capacity of the vehicle's battery, for estimates. */
	vehicleWh: integer('vehicle_wh'),
});
