import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { sessions } from './schema.ts';

/** What happened in each session, in order; never edited. Instants are UTC milliseconds. */
export const sessionEvents = sqliteTable(
	'session_events',
	{
		sessionId: text('session_id')
			.notNull()
			.references(() => sessions.id),
		seq: integer('seq').notNull(),
		type: text('type').notNull(),
		dataJson: text('data_json').notNull(),
		actorId: text('actor_id').notNull(),
		at: integer('at').notNull(),
	},
	(table) => [primaryKey({ columns: [table.sessionId, table.seq] })],
);
