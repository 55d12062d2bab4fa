import { and, count, sql, type SQL } from 'drizzle-orm';
import type { ChargeData } from '#lib/charging/data.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { changedWithin, pageOf, readTotal, type RoamingPage, type RoamingQuery } from './list_ocpi_page.ts';
import { sessions } from './schema.ts';
import type { Db } from './store.ts';

/** A session of charging as partners are told of it. Instants are UTC milliseconds. */
export interface RoamingSession extends Pick<ChargeData, 'charge' | 'progress' | 'end'> {
	readonly id: string;
	readonly status: SessionRecord['status'];
	readonly createdAt: number;
	readonly updatedAt: number;
	readonly endedAt: number | null;
}

/** The literal lets the partial index `sessions_charges_updated` serve. */
const isCharge: SQL = sql`${sessions.kind} = 'charge'`;

const data = sql<string>`json_extract(${sessions.snapshot}, '$.data')`;

/** A page of the sessions that changed within a range, those first whose last change is the oldest, and how many there are. */
export async function listRoamingSessions(db: Db, query: RoamingQuery): Promise<RoamingPage<RoamingSession>> {
	const { id, status, createdAt, updatedAt, endedAt } = sessions;
	const columns = { at: updatedAt, id, stationId: sessions.stationId };
	const within = and(isCharge, changedWithin(columns, query));
	const page = pageOf(columns, query);
	const [found, counted] = await db.batch([
		db
			.select({ id, status, createdAt, updatedAt, endedAt, data })
			.from(sessions)
			.where(and(within, page.where))
			.orderBy(...page.orderBy)
			.limit(page.limit)
			.offset(page.offset),
		db
			.select({ total: count() })
			.from(sessions)
			.where(query.after ? sql`0` : within),
	]);
	const rows = found.map((row) => ({ key: [row.updatedAt, row.id] as const, row: toSession(row) }));
	return readTotal(rows, query, counted);
}

function toSession({ data: json, status, ...row }: { data: string } & Record<'status' | 'id', string> & Instants) {
	const { charge, progress, end } = JSON.parse(json) as ChargeData;
	return { ...row, status: status as SessionRecord['status'], charge, progress, end };
}

type Instants = Pick<RoamingSession, 'createdAt' | 'updatedAt' | 'endedAt'>;
