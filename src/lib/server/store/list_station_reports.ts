import { and, eq, sql } from 'drizzle-orm';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest, type KeyOrder } from './page_by_key.ts';
import { stationReports } from './schema_machine.ts';
import { users } from './schema_people.ts';
import type { Db } from './store.ts';

/** A report of somebody's work at a station. */
export interface StationReport {
	readonly seq: number;
	/** `activity` or `workflow`. */
	readonly kind: string;
	readonly planId: string;
	readonly actorId: string;
	/** Null if the actor has no account. */
	readonly actorName: string | null;
	readonly type: string;
	readonly data: unknown;
	/** When it came in, UTC milliseconds. */
	readonly at: number;
}

const byNumber: KeyOrder = { columns: [sql`${stationReports.seq}`], direction: 'desc' };

/** A page of a station's reports, newest first. */
export async function listStationReports(
	db: Db,
	stationId: string,
	request: KeyedRequest,
): Promise<KeyedPage<StationReport>> {
	const { where, orderBy, limit } = keyedQuery(byNumber, request);
	const found = await db
		.select({
			seq: stationReports.seq,
			kind: stationReports.kind,
			planId: stationReports.planId,
			actorId: stationReports.actorId,
			actorName: users.name,
			type: stationReports.type,
			dataJson: stationReports.dataJson,
			at: stationReports.at,
		})
		.from(stationReports)
		.leftJoin(users, eq(users.id, stationReports.actorId))
		.where(and(eq(stationReports.stationId, stationId), where))
		.orderBy(...orderBy)
		.limit(limit);
	const rows = found.map(({ dataJson, ...row }) => ({ ...row, data: JSON.parse(dataJson) as unknown }));
	return keyedPage(rows, request, ({ seq }) => [seq]);
}
