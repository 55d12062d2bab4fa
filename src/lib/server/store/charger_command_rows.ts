import { and, asc, eq, inArray, lte, max, sql } from 'drizzle-orm';
import { chargerCommands } from './schema_charging.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** What a charger is to be asked, as it is kept. */
export interface StoredCommand {
	readonly id: string;
	readonly chargerId: string;
	readonly sessionId: string;
	readonly action: 'start' | 'stop';
	readonly payload: Readonly<Record<string, unknown>>;
	readonly expiresAt: number;
}

const columns = {
	id: chargerCommands.id,
	chargerId: chargerCommands.chargerId,
	sessionId: chargerCommands.sessionId,
	action: chargerCommands.action,
	payloadJson: chargerCommands.payloadJson,
	expiresAt: chargerCommands.expiresAt,
} as const;

/** As the partial index has it: a bound value would not find it. */
const isWaiting = sql`status = 'waiting'`;

type Row = Omit<StoredCommand, 'action' | 'payload'> & { action: string; payloadJson: string };

function toCommand({ action, payloadJson, ...command }: Row): StoredCommand {
	return {
		...command,
		action: action === 'start' ? 'start' : 'stop',
		payload: JSON.parse(payloadJson) as Record<string, unknown>,
	};
}

/** What the given chargers are to be asked and have not been, first to last. */
export async function listWaitingCommands(db: Db, chargerIds: readonly string[]): Promise<StoredCommand[]> {
	if (chargerIds.length === 0) return [];
	const rows = await db
		.select(columns)
		.from(chargerCommands)
		.where(and(inArray(chargerCommands.chargerId, [...chargerIds]), isWaiting))
		.orderBy(asc(chargerCommands.createdAt))
		.limit(100);
	return rows.map(toCommand);
}

/** What nobody could ask in time. */
export async function listOverdueCommands(db: Db, now: number, limit: number): Promise<StoredCommand[]> {
	const rows = await db
		.select(columns)
		.from(chargerCommands)
		.where(and(isWaiting, lte(chargerCommands.expiresAt, now)))
		.orderBy(asc(chargerCommands.chargerId), asc(chargerCommands.createdAt))
		.limit(limit);
	return rows.map(toCommand);
}

/** The command of an id; null if there is none. */
export async function loadCommand(db: Db, id: string): Promise<StoredCommand | null> {
	const [row] = await db.select(columns).from(chargerCommands).where(eq(chargerCommands.id, id)).limit(1);
	return row ? toCommand(row) : null;
}

/** When a charger was last to be asked to stop for a session; null if it never was. */
export async function loadStopAskedAt(db: Db, sessionId: string): Promise<number | null> {
	const [row] = await db
		.select({ at: max(chargerCommands.createdAt) })
		.from(chargerCommands)
		.where(and(eq(chargerCommands.sessionId, sessionId), eq(chargerCommands.action, 'stop')));
	return row?.at ?? null;
}

/** Has a charger asked. */
export function insertCommand(command: StoredCommand & { createdAt: number }): Statement {
	return {
		sql: 'INSERT INTO charger_commands (id, charger_id, session_id, action, payload_json, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
		args: [
			command.id,
			command.chargerId,
			command.sessionId,
			command.action,
			JSON.stringify(command.payload),
			command.createdAt,
			command.expiresAt,
		],
	};
}

/** What became of a command. */
export function settleCommand(id: string, status: 'sent' | 'accepted' | 'rejected' | 'expired', at: number): Statement {
	return { sql: 'UPDATE charger_commands SET status = ?, answered_at = ? WHERE id = ?', args: [status, at, id] };
}

/** Whoever was to be asked for an ended session is not asked any more. */
export function dropCommands(sessionId: string, at: number): Statement {
	return {
		sql: "UPDATE charger_commands SET status = 'expired', answered_at = ? WHERE session_id = ? AND status = 'waiting'",
		args: [at, sessionId],
	};
}
