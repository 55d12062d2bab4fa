import { and, eq, gt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { keyedPage, keyedQuery, type KeyedPage, type KeyedRequest } from './page_by_key.ts';
import { custodyEntries, sessions } from './schema.ts';
import { stations } from './schema_people.ts';
import type { Db } from './store.ts';

/** A battery that was handed out under a plan, with the one that came back for it. Energies in Wh; null where nobody told. */
export interface RiderSwap {
	readonly batteryId: string;
	/** Number of its entry in the battery's custody. */
	readonly seq: number;
	/** UTC milliseconds. */
	readonly at: number;
	readonly outWh: number | null;
	/** Null where none came back with it. */
	readonly returnedId: string | null;
	readonly inWh: number | null;
	/** The station that held it before; null where none of ours did. */
	readonly stationName: string | null;
	/** IANA name. */
	readonly timeZone: string | null;
	/** Null for what was done in no session. */
	readonly session: {
		readonly id: string;
		readonly kind: string;
		readonly status: string;
		readonly customerId: string | null;
		readonly amountMinor: number;
		readonly currency: string | null;
	} | null;
}

const before = alias(custodyEntries, 'before');
const returned = alias(custodyEntries, 'returned');

/** A hand-over's entries are named `…/in` and `…/out`; each key is there once. */
const keyOfReturn = sql`substr(${custodyEntries.key}, 1, length(${custodyEntries.key}) - 3) || 'in'`;

/** A page of the batteries handed out under a plan, the newest first: read from the custody ledger, whoever reported them. */
export async function listRiderSwaps(db: Db, planId: string, request: KeyedRequest): Promise<KeyedPage<RiderSwap>> {
	const { batteryId, seq, at, energyWh, holderKind, holderId } = custodyEntries;
	const order = { columns: [sql`${at}`, sql`${batteryId}`, sql`${seq}`], direction: 'desc' as const };
	const { where, orderBy, limit } = keyedQuery(order, request);
	const { id, kind, status, customerId, amountMinor, currency } = sessions;
	const rows = await db
		.select({
			...{ batteryId, seq, at },
			outWh: energyWh,
			returnedId: returned.batteryId,
			inWh: returned.energyWh,
			stationName: stations.name,
			timeZone: stations.timeZone,
			session: { id, kind, status, customerId, amountMinor, currency },
		})
		.from(custodyEntries)
		.leftJoin(before, and(eq(before.batteryId, batteryId), eq(before.seq, sql`${seq} - 1`)))
		.leftJoin(stations, and(eq(before.holderKind, 'station'), eq(stations.id, before.holderId)))
		.leftJoin(returned, eq(returned.key, keyOfReturn))
		.leftJoin(sessions, eq(sessions.id, custodyEntries.sessionId))
		// The first entry of a battery says where it was when it came to us.
		.where(and(eq(holderKind, 'rider'), eq(holderId, planId), gt(seq, 1), where))
		.orderBy(...orderBy)
		.limit(limit);
	return keyedPage(rows, request, (row) => [row.at, row.batteryId, row.seq]);
}
