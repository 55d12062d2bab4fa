import { createActorTokens } from '#lib/server/gateways/mqtt/actor_tokens.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import { actorTokenProperty } from '#lib/protocol/actor_token.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { ClientIdentity } from './asking_client.ts';
import { rackStation } from './riders.ts';

/** The n-th attendant of a world, in a shift at the rack's station. */
export function attendant(n: number): Actor {
	const id = `attendant-${n}`;
	return { id, name: `Attendant ${n}`, role: 'attendant', stationId: rackStation, cashLimitMinor: 5_000_000 };
}

/** The account and the open shift of an attendant. */
export function attendantRows({ id, name, role, stationId, cashLimitMinor }: Actor, at: number): Statement[] {
	return [
		{
			sql: 'INSERT INTO users (id, email, name, role, stations_json, cash_limit_minor, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
			args: [id, `${id}@faults.example`, name, role, JSON.stringify([stationId]), cashLimitMinor, at],
		},
		{
			sql: 'INSERT INTO shifts (id, user_id, station_id, started_at) VALUES (?, ?, ?, ?)',
			args: [`shift of ${id}`, id, stationId, at],
		},
	];
}

/** How an attendant's tab speaks: with an actor token that holds for an hour. */
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
		exp: Math.floor(Date.now() / 1000) + 3600,
	});
	return {
		url,
		login: { username, password, clientId },
		actor: { type: actor.role, id: actor.id },
		userProperties: { [actorTokenProperty]: token },
	};
}
