import { and, eq, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { payments, sessions } from './schema.ts';
import { outbox } from './schema_machine.ts';
import type { Db } from './store.ts';

/** Of what has not been delivered: what was given up, or what is still tried. */
export type OutboxState = 'stuck' | 'waiting';

/** An effect that has not been delivered. Instants are UTC milliseconds. */
export interface UndeliveredEffect {
	readonly id: string;
	readonly kind: string;
	readonly payload: unknown;
	readonly subject: string | null;
	readonly stationId: string | null;
	readonly attempts: number;
	readonly lastError: string | null;
	readonly createdAt: number;
	readonly nextAttemptAt: number;
	readonly stuckAt: number | null;
	/** The session that it or its payment is about, where there is one. */
	readonly sessionId: string | null;
	readonly sessionStationId: string | null;
}

/** Stations whose effects are meant; `*` also means those of no station. */
export type OutboxStations = '*' | readonly string[];

const oldestFirst: KeyOrder = { columns: [sql`${outbox.createdAt}`, sql`${outbox.id}`], direction: 'asc' };

/** The session of the payment that an effect is about, else the session that is its subject. */
const sessionOf = sql`coalesce(${payments.sessionId}, ${outbox.subject})`;

const columns = {
	id: outbox.id,
	kind: outbox.kind,
	payloadJson: outbox.payloadJson,
	subject: outbox.subject,
	stationId: outbox.stationId,
	attempts: outbox.attempts,
	lastError: outbox.lastError,
	createdAt: outbox.createdAt,
	nextAttemptAt: outbox.nextAttemptAt,
	stuckAt: outbox.stuckAt,
	sessionId: sessions.id,
	sessionStationId: sessions.stationId,
};

/** A page of what is stuck or waits, oldest first. */
export async function listOutbox(
	db: Db,
	{ state, stations }: { state: OutboxState; stations: OutboxStations },
	request: KeyedRequest,
): Promise<KeyedPage<UndeliveredEffect>> {
	const { where, orderBy, limit } = keyedQuery(oldestFirst, request);
	const found = await db
		.select(columns)
		.from(outbox)
		.leftJoin(payments, eq(payments.id, sql`json_extract(${outbox.payloadJson}, '$.task.paymentId')`))
		.leftJoin(sessions, eq(sessions.id, sessionOf))
		.where(and(inState(state), within(stations), where))
		.orderBy(...orderBy)
		.limit(limit);
	const rows = found.map(({ payloadJson, ...row }) => ({ ...row, payload: JSON.parse(payloadJson) as unknown }));
	return keyedPage(rows, request, ({ createdAt, id }) => [createdAt, id]);
}

/** How many effects are stuck and how many wait. */
export async function countOutbox(db: Db, stations: OutboxStations): Promise<Readonly<Record<OutboxState, number>>> {
	const count = (state: OutboxState) =>
		db
			.select({ count: sql<number>`count(*)` })
			.from(outbox)
			.where(and(inState(state), within(stations)));
	const [[stuck], [waiting]] = await db.batch([count('stuck'), count('waiting')]);
	return { stuck: stuck?.count ?? 0, waiting: waiting?.count ?? 0 };
}

/** Of these effects those that are of the stations and have not been delivered. */
export async function findUndelivered(
	db: Db,
	ids: readonly string[],
	stations: OutboxStations,
): Promise<{ id: string; stationId: string | null }[]> {
	return db
		.select({ id: outbox.id, stationId: outbox.stationId })
		.from(outbox)
		.where(and(inArray(outbox.id, [...ids]), isNull(outbox.doneAt), within(stations)));
}

/** In the words of the indexes of what has not been delivered. */
function inState(state: OutboxState): SQL | undefined {
	return and(isNull(outbox.doneAt), state === 'stuck' ? isNotNull(outbox.stuckAt) : isNull(outbox.stuckAt));
}

function within(stations: OutboxStations): SQL | undefined {
	return stations === '*' ? undefined : inArray(outbox.stationId, [...stations]);
}
