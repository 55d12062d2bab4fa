import { and, asc, eq, gt } from 'drizzle-orm';
import type { JsonObject } from '#lib/kernel/json.ts';
import type { MirrorEvent } from '#lib/session/mirror.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { StoredEvent } from './load_session.ts';
import { mirroredSessionEvents, mirroredSessions } from './schema_mirrors.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** A session that another backend runs. Instants are UTC milliseconds. */
export interface Mirror {
	readonly id: string;
	readonly kind: string;
	readonly status: SessionRecord['status'];
	readonly version: number;
	readonly document: JsonObject;
	/** Number of its last event. */
	readonly seq: number;
	readonly customerName: string | null;
	readonly stationId: string | null;
	readonly deviceId: string;
	readonly currentStep: number;
	readonly createdAt: number;
	readonly updatedAt: number;
	readonly expiresAt: number;
	readonly archivedAt: number | null;
}

/** Loads a mirrored session; null if there is none. */
export async function loadMirror(db: Db, id: string): Promise<Mirror | null> {
	const [row] = await db.select().from(mirroredSessions).where(eq(mirroredSessions.id, id)).limit(1);
	if (!row) return null;
	const { documentJson, status, ...rest } = row;
	return { ...rest, status: status as Mirror['status'], document: JSON.parse(documentJson) as JsonObject };
}

/** The events of a mirrored session after a number, first to last, no more than `limit`. */
export async function loadMirrorEvents(
	db: Db,
	sessionId: string,
	{ after, limit }: { after: number; limit: number },
): Promise<StoredEvent[]> {
	const { sessionId: id, seq } = mirroredSessionEvents;
	const rows = await db
		.select()
		.from(mirroredSessionEvents)
		.where(and(eq(id, sessionId), gt(seq, after)))
		.orderBy(asc(seq))
		.limit(limit);
	return rows.map(({ dataJson, ...row }) => ({ ...row, data: JSON.parse(dataJson) as Record<string, unknown> }));
}

const columns = [
	'kind',
	'status',
	'version',
	'document_json',
	'seq',
	'customer_name',
	'station_id',
	'device_id',
	'current_step',
	'created_at',
	'updated_at',
	'expires_at',
	'archived_at',
] as const;

const upsertSql = `INSERT INTO mirrored_sessions (id, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})
	ON CONFLICT (id) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
const eventSql =
	'INSERT INTO mirrored_session_events (session_id, seq, type, data_json, actor_id, at) VALUES (?, ?, ?, ?, ?, ?)';

/** Stores a mirrored session as it stands now, with the events that led to it, the last of which bears its number: they are its lock. */
export function mirrorStatements(mirror: Mirror, events: readonly MirrorEvent[], actorId: string): Statement[] {
	const { id, kind, status, version, document, seq, customerName, stationId, deviceId } = mirror;
	const first = seq - events.length + 1;
	return [
		{
			sql: upsertSql,
			args: [
				...[id, kind, status, version, JSON.stringify(document), seq, customerName, stationId, deviceId],
				...[mirror.currentStep, mirror.createdAt, mirror.updatedAt, mirror.expiresAt, mirror.archivedAt],
			],
		},
		...events.map(({ type, data, at }, i) => ({
			sql: eventSql,
			args: [id, first + i, type, JSON.stringify(data), actorId, at],
		})),
	];
}
