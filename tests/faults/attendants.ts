import { createActorTokens } from '#lib/server/gateways/mqtt/actor_tokens.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import { actorTokenProperty } from '#lib/protocol/actor_token.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { ClientIdentity } from './asking_client.ts';
import { rackStation } from './riders.ts';

/** How long a tab may speak, ms: longer than any run of the tests. */
const credentialMs = 4 * 3_600_000;

/** The n-th attendant of a world, in a shift at the rack's station. */
export function attendant(n: number): Actor {
	const id = `attendant-${n}`;
	return { id, name: `Attendant ${n}`, role: 'attendant', stationId: rackStation, cashLimitMinor: 5_000_000 };
}

/** The account, the open shift and the tab's credential of an attendant. */
export function attendantRows(
	{ id, name, role, stationId, cashLimitMinor }: Actor,
	tab: { username: string; clientId: string },
	at: number,
): Statement[] {
	return [
		{
			sql: 'INSERT INTO users (id, email, name, role, stations_json, cash_limit_minor, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
			args: [id, `${id}@faults.example`, name, role, JSON.stringify([stationId]), cashLimitMinor, at],
		},
		{
			sql: 'INSERT INTO shifts (id, user_id, station_id, started_at) VALUES (?, ?, ?, ?)',
			args: [`shift of ${id}`, id, stationId, at],
		},
		{
			sql: 'INSERT INTO broker_credentials (username, client_id, user_id, auth_session_id, expires_at) VALUES (?, ?, ?, ?, ?)',
			args: [tab.username, tab.clientId, id, `sign-in of ${id}`, at + credentialMs],
		},
	];
}

/** How an attendant's tab speaks: with an actor token. */
export function tabIdentity(
	actor: Actor,
	tab: { url: string; username: string; password: string; clientId: string; tokenSeed: Uint8Array },
): ClientIdentity {
	const { url, username, password, clientId, tokenSeed } = tab;
	const token = createActorTokens({ seed: tokenSeed }).sign({
		sub: actor.id,
		role: actor.role,
		station: actor.stationId,
		client_id: clientId,
		exp: Math.floor((Date.now() + credentialMs) / 1000),
	});
	return {
		url,
		login: { username, password, clientId },
		actor: { type: actor.role, id: actor.id },
		userProperties: { [actorTokenProperty]: token },
	};
}
