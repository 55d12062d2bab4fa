import { and, asc, eq, isNull } from 'drizzle-orm';
import { shifts, users } from './schema_people.ts';
import type { Db } from './store.ts';

/** Somebody in a shift. */
export interface PersonOnShift {
	readonly id: string;
	readonly name: string;
	readonly role: string;
	/** UTC milliseconds. */
	readonly startedAt: number;
}

/** Who is in a shift at a station now, first come first. */
export async function listStationPeople(db: Db, stationId: string): Promise<PersonOnShift[]> {
	return db
		.select({ id: users.id, name: users.name, role: users.role, startedAt: shifts.startedAt })
		.from(shifts)
		.innerJoin(users, eq(users.id, shifts.userId))
		.where(and(isNull(shifts.endedAt), eq(shifts.stationId, stationId)))
		.orderBy(asc(shifts.startedAt), asc(users.id));
}
