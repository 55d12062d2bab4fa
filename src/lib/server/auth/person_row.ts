import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { roles } from '#lib/kernel/permission.ts';
import { shifts, users } from '#lib/server/store/schema_people.ts';
import type { OpenShift, SignedIn, StationList } from './signed_in.ts';

/** The columns that make a `SignedIn`; `shifts` is left-joined on the open shift. */
export const personColumns = {
	id: users.id,
	email: users.email,
	name: users.name,
	role: users.role,
	customerId: users.customerId,
	stationsJson: users.stationsJson,
	cashLimitMinor: users.cashLimitMinor,
	disabledAt: users.disabledAt,
	shiftId: shifts.id,
	shiftStationId: shifts.stationId,
	shiftStartedAt: shifts.startedAt,
};

/** A person with their open shift, as the store answers. */
export interface PersonRow {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly role: string;
	readonly customerId: string | null;
	readonly stationsJson: string;
	readonly cashLimitMinor: number;
	readonly disabledAt: number | null;
	readonly shiftId: string | null;
	readonly shiftStationId: string | null;
	readonly shiftStartedAt: number | null;
}

/** By what a person is signed in. */
export type Credential = Pick<SignedIn, 'via' | 'authSessionId' | 'scopes'>;

/** Reads a row as a person. Throws FaultError if the store holds a role or a list that cannot be. */
export function toSignedIn(row: PersonRow, credential: Credential): SignedIn {
	const role = v.safeParse(v.picklist(roles), row.role);
	if (!role.success) throw new FaultError('store', `Person ${row.id} has the role ${row.role}, which does not exist`);
	return {
		id: row.id,
		email: row.email,
		name: row.name,
		role: role.output,
		customerId: row.customerId,
		stations: parseStations(row.stationsJson),
		cashLimitMinor: row.cashLimitMinor,
		shift: toShift(row),
		...credential,
	};
}

/** Reads `users.stations_json`: a JSON list of station ids, where `*` stands for all of them. */
export function parseStations(json: string): StationList {
	if (json === '*') return '*';
	const stations = parseTextList(json);
	return stations.includes('*') ? '*' : stations;
}

/** Reads a JSON list of texts. Throws FaultError if the column holds anything else. */
export function parseTextList(json: string): readonly string[] {
	const list = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(v.string())), json);
	if (!list.success) throw new FaultError('store', 'A column should hold a JSON list of texts and does not');
	return list.output;
}

function toShift(row: PersonRow): OpenShift | null {
	if (row.shiftId === null || row.shiftStationId === null || row.shiftStartedAt === null) return null;
	return { id: row.shiftId, stationId: row.shiftStationId, startedAt: row.shiftStartedAt };
}
