import { and, asc, inArray, sql } from 'drizzle-orm';
import { sessionEvents } from './schema_session_events.ts';
import type { Db } from './store.ts';

/** How far a session was at an instant, UTC milliseconds. */
export interface CurvePoint {
	readonly at: number;
	/** Since the session began. */
	readonly energyWh: number;
	/** The most that flowed since the point before; null where nobody told. */
	readonly maxPowerW: number | null;
}

/** A point stands for this much time, ms: enough for a curve of a fast charge, and few for one of a night. */
const slotMs = 5 * 60_000;

const figure = (name: 'newsAt' | 'energyWh' | 'powerW') =>
	sql<number>`json_extract(${sessionEvents.dataJson}, ${sql.raw(`'$.progress.${name}'`)})`;

/** How sessions went, first to last, by what their meters and vehicles told; sessions of which nothing was told are left out. */
export async function listCurves(db: Db, sessionIds: readonly string[]): Promise<ReadonlyMap<string, CurvePoint[]>> {
	const { sessionId, type } = sessionEvents;
	const slot = sql`${figure('newsAt')} / ${sql.raw(String(slotMs))}`;
	const at = sql<number>`max(${figure('newsAt')})`;
	const rows = await db
		.select({
			sessionId,
			at,
			energyWh: sql<number>`max(${figure('energyWh')})`,
			maxPowerW: sql<number | null>`max(${figure('powerW')})`,
		})
		.from(sessionEvents)
		.where(and(inArray(sessionId, [...sessionIds]), inArray(type, ['readings_taken', 'level_reported'])))
		.groupBy(sessionId, slot)
		.orderBy(asc(sessionId), asc(at));
	const curves = new Map<string, CurvePoint[]>();
	for (const { sessionId: id, ...point } of rows) {
		const curve = curves.get(id);
		if (curve) curve.push(point);
		else curves.set(id, [point]);
	}
	return curves;
}
