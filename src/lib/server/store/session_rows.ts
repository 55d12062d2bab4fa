import type { SessionEvent } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { SessionSummary } from '#lib/session/summary.ts';
import type { Statement } from './statement.ts';

/** What changes from step to step. What a session began with is left out: an update of it would rewrite its indexes. */
const columns = [
	'state',
	'status',
	'version',
	'snapshot',
	'customer_id',
	'customer_name',
	'plan_id',
	'connector_key',
	'energy_wh',
	'amount_minor',
	'currency',
	'payment_method',
	'updated_at',
	'expires_at',
	'ended_at',
] as const;

const insertSql = `INSERT INTO sessions (id, kind, device_id, station_id, actor_id, actor_name, created_at, ${columns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?${', ?'.repeat(columns.length)})`;
const updateSql = `UPDATE sessions SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`;
const eventSql =
	'INSERT INTO session_events (session_id, seq, type, data_json, actor_id, at) VALUES (?, ?, ?, ?, ?, ?)';

/** Inserts a session that was just started. */
export function insertSession(session: SessionRecord, summary: SessionSummary): Statement {
	return {
		sql: insertSql,
		args: [
			session.id,
			session.kind,
			session.device.device_id,
			session.actor.station,
			session.actor.id,
			session.actor.name,
			session.createdAt,
			...values(session, summary),
		],
	};
}

/** Stores the new snapshot; the event rows of the same transaction are its lock. */
export function updateSession(session: SessionRecord, summary: SessionSummary): Statement {
	return { sql: updateSql, args: [...values(session, summary), session.id] };
}

/**
 * Appends an event under its number.
 * The primary key (session_id, seq) is the lock: two tabs cannot both win.
 */
export function insertEvent(sessionId: string, seq: number, event: SessionEvent & { actorId: string }): Statement {
	const { type, at, actorId, ...data } = event;
	return { sql: eventSql, args: [sessionId, seq, type, JSON.stringify(data), actorId, at] };
}

function values(session: SessionRecord, summary: SessionSummary) {
	return [
		session.state,
		session.status,
		session.version,
		JSON.stringify(session),
		summary.customerId,
		summary.customerName,
		summary.planId,
		summary.connectorKey ?? null,
		summary.energyWh,
		summary.amountMinor,
		summary.currency,
		summary.paymentMethod,
		session.updatedAt,
		session.expiresAt,
		session.endedAt,
	];
}

/** Puts a session away: lists leave it out. */
export function archiveSessionRow(id: string, at: number): Statement {
	return { sql: 'UPDATE sessions SET archived_at = ? WHERE id = ?', args: [at, id] };
}
