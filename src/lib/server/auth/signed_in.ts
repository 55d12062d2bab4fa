import type { Role } from '#lib/kernel/permission.ts';
import type { Actor } from '#lib/session/kind.ts';

/** The stations at which a person may open a shift; `*` means all. */
export type StationList = '*' | readonly string[];

/** The shift a person is in. */
export interface OpenShift {
	readonly id: string;
	readonly stationId: string;
	/** UTC milliseconds. */
	readonly startedAt: number;
}

/** Who asks, as the store knows them at this request: by a cookie or by a bearer token. */
export interface SignedIn {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly role: Role;
	/** The customer that a rider is; null for everybody else. */
	readonly customerId: string | null;
	readonly stations: StationList;
	/** The most cash in one payment, minor units of the station's currency. */
	readonly cashLimitMinor: number;
	readonly shift: OpenShift | null;
	readonly via: 'cookie' | 'token';
	/** SHA-256 of the cookie's value; null for a token. */
	readonly authSessionId: string | null;
	/** Scopes of the token; null for a cookie. */
	readonly scopes: readonly string[] | null;
}

/** The person as the engine knows them: the station is that of the shift, never one from a payload. */
export function toActor(person: SignedIn): Actor {
	return {
		id: person.id,
		name: person.name,
		role: person.role,
		stationId: person.shift?.stationId ?? null,
		cashLimitMinor: person.cashLimitMinor,
	};
}
