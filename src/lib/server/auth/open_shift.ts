import { and, eq, isNull } from 'drizzle-orm';
import { shifts } from '#lib/server/store/schema_people.ts';
import type { Db } from '#lib/server/store/store.ts';
import type { OpenShift } from './signed_in.ts';

/** The shift that a person is in, or null; there is never more than one. */
export async function findOpenShift(db: Db, userId: string): Promise<OpenShift | null> {
	const [shift] = await db
		.select({ id: shifts.id, stationId: shifts.stationId, startedAt: shifts.startedAt })
		.from(shifts)
		.where(and(eq(shifts.userId, userId), isNull(shifts.endedAt)));
	return shift ?? null;
}
