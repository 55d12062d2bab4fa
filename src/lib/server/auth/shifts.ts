import { asc, eq, inArray } from 'drizzle-orm';
import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { stations } from '#lib/server/store/schema_people.ts';
import type { Store } from '#lib/server/store/store.ts';
import { allow, reachOf } from './allow.ts';
import { auditStatement } from './audit_statement.ts';
import { findOpenShift } from './open_shift.ts';
import type { OpenShift, SignedIn } from './signed_in.ts';

/** A station as people know it. */
export interface StationChoice {
	readonly id: string;
	readonly name: string;
	/** IANA name. */
	readonly timeZone: string;
}

/** Who works where: the one source of a person's station. */
export interface Shifts {
	/** Starts a shift; of two at once one wins, by the index that allows one open shift a person. */
	start(request: {
		readonly person: SignedIn;
		readonly stationId: string;
		readonly address: string;
	}): Promise<Result<OpenShift, 'STATION_NOT_FOUND' | 'SHIFT_ALREADY_OPEN'>>;
	end(request: { readonly person: SignedIn; readonly address: string }): Promise<Result<OpenShift, 'SHIFT_NOT_OPEN'>>;
	/** The shift that is open now, or null. */
	open(userId: string): Promise<OpenShift | null>;
	/** The stations this person may start a shift at, by name. */
	stationsFor(person: SignedIn): Promise<StationChoice[]>;
	/** The station of the person's shift, or null. */
	stationOf(person: SignedIn): Promise<StationChoice | null>;
}

const choice = { id: stations.id, name: stations.name, timeZone: stations.timeZone };

const insert = 'insert into shifts (id, user_id, station_id, started_at) values (?, ?, ?, ?)';
const close = 'update shifts set ended_at = ? where id = ? and ended_at is null';

/** Shifts over the store. */
export function createShifts({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }): Shifts {
	return {
		async start({ person, stationId, address }) {
			if (!allow(person, 'shift.start', { stationId })) return refuse('STATION_NOT_FOUND');
			const [station] = await store.db.select().from(stations).where(eq(stations.id, stationId));
			if (!station) return refuse('STATION_NOT_FOUND');
			const shift = { id: ids('shift'), stationId, startedAt: clock() };
			const entry = { id: `aud-start-${shift.id}`, at: shift.startedAt, actorId: person.id, subject: shift.id };
			const outcome = await store.writer.commit([
				{ sql: insert, args: [shift.id, person.id, stationId, shift.startedAt] },
				auditStatement({ ...entry, action: 'shift_started', stationId, address }),
			]);
			return outcome.ok ? ok(shift) : refuse('SHIFT_ALREADY_OPEN');
		},
		async end({ person, address }) {
			const shift = await findOpenShift(store.db, person.id);
			if (!shift) return refuse('SHIFT_NOT_OPEN');
			const at = clock();
			const entry = { id: `aud-end-${shift.id}`, at, actorId: person.id, subject: shift.id };
			const outcome = await store.writer.commit([
				{ sql: close, args: [at, shift.id] },
				auditStatement({ ...entry, action: 'shift_ended', stationId: shift.stationId, address }),
			]);
			return outcome.ok ? ok(shift) : refuse('SHIFT_NOT_OPEN');
		},
		open: (userId) => findOpenShift(store.db, userId),
		async stationsFor(person) {
			const reach = reachOf(person, 'shift.start');
			if (reach?.scope !== 'stations') return [];
			const listed = reach.stations === '*' ? undefined : inArray(stations.id, [...reach.stations]);
			return store.db.select(choice).from(stations).where(listed).orderBy(asc(stations.name));
		},
		async stationOf({ shift }) {
			if (!shift) return null;
			const [station] = await store.db.select(choice).from(stations).where(eq(stations.id, shift.stationId));
			return station ?? null;
		},
	};
}
