import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Tables of sessions that another backend of the operator runs, kept as their documents: no step is taken in them, and no ledger,
 * list or report of ours counts them. Instants are UTC milliseconds.
 */

export const mirroredSessions = sqliteTable(
	'mirrored_sessions',
	{
		id: text('id').primaryKey(),
		kind: text('kind').notNull(),
		status: text('status').notNull(),
		/** The version that the other backend gave it. */
		version: integer('version').notNull(),
		documentJson: text('document_json').notNull(),
		/** Number of its last row in `mirrored_session_events`. */
		seq: integer('seq').notNull(),
		customerName: text('customer_name'),
		stationId: text('station_id'),
		deviceId: text('device_id').notNull(),
		currentStep: integer('current_step').notNull(),
		createdAt: integer('created_at').notNull(),
		updatedAt: integer('updated_at').notNull(),
		expiresAt: integer('expires_at').notNull(),
		archivedAt: integer('archived_at'),
	},
	(table) => [
		index('mirrored_sessions_device').on(table.deviceId, table.createdAt, table.id),
		index('mirrored_sessions_station').on(table.stationId, table.createdAt, table.id),
		index('mirrored_sessions_created').on(table.createdAt, table.id),
	],
);

/** What became of a mirrored session, as its documents tell it; the primary key is the lock of its writers. */
export const mirroredSessionEvents = sqliteTable(
	'mirrored_session_events',
	{
		sessionId: text('session_id')
			.notNull()
			.references(() => mirroredSessions.id),
		seq: integer('seq').notNull(),
		type: text('type').notNull(),
		dataJson: text('data_json').notNull(),
		actorId: text('actor_id').notNull(),
		at: integer('at').notNull(),
	},
	(table) => [primaryKey({ columns: [table.sessionId, table.seq] })],
);
