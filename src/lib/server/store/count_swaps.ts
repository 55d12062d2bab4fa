import { and, count, eq, gt, gte } from 'drizzle-orm';
import { custodyEntries } from './schema.ts';
import type { Db } from './store.ts';

/** How many batteries were handed out under a plan since an instant. */
export async function countSwapsSince(db: Db, planId: string, since: number): Promise<number> {
	const rows = await db
		.select({ swaps: count() })
		.from(custodyEntries)
		.where(
			and(
				eq(custodyEntries.holderKind, 'rider'),
				eq(custodyEntries.holderId, planId),
				gte(custodyEntries.at, since),
				// The first entry of a battery says where it was when it came to us.
				gt(custodyEntries.seq, 1),
			),
		);
	return rows[0]?.swaps ?? 0;
}
