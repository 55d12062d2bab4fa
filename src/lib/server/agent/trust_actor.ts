import { refuse, ok, type Result } from '#lib/kernel/result.ts';
import { actorTokenProperty } from '#lib/protocol/actor_token.ts';
import type { RequestEnvelope } from '#lib/protocol/envelope.ts';
import type { Engine } from '../engine/engine.ts';
import { recordAudit } from '../engine/records.ts';
import type { IncomingMessage } from '../gateways/mqtt/agent_messages.ts';
import type { Caller } from '../ports.ts';
import { trustedCaller } from '../operations/trusted_caller.ts';
import type { AgentParts } from './agent_parts.ts';

/**
 * Establishes who speaks. A topic and a payload prove nothing: a browser's request carries a signed actor token, which must match
 * the payload's actor and the topic it wants its answer on, and whose role, station and shift are read again from the store.
 * A mismatch is SECURITY_ALERT, recorded in the audit log.
 */
export async function trustActor(
	parts: AgentParts,
	message: IncomingMessage,
	request: RequestEnvelope,
): Promise<Result<Caller>> {
	if (message.trusted) return ok(trustedService(request));
	const { engine, tokens } = parts;
	const origin = message.properties.responseClientId ?? 'unknown client';
	const alert = (reason: string) => raise(engine, { reason, origin, request });

	const token = message.properties.userProperties[actorTokenProperty];
	if (typeof token !== 'string') return alert('TOKEN_MISSING');
	const claims = tokens.verify(token, { now: engine.clock() });
	if (!claims.ok) return claims.code === 'TOKEN_EXPIRED' ? refuse('TOKEN_EXPIRED') : alert('TOKEN_INVALID');
	const { sub, role, station, client_id: clientId } = claims.value;
	if (request.actor?.id !== sub || request.actor.type !== role) return alert('ACTOR_MISMATCH');
	if (message.properties.responseClientId !== clientId) return alert('CLIENT_MISMATCH');
	const caller = await parts.findCaller(sub, clientId);
	if (caller?.actor.role !== role) return alert('ROLE_CHANGED');
	if (caller.actor.stationId !== station) return refuse('SHIFT_CHANGED');
	return ok(caller);
}

function trustedService(request: RequestEnvelope): Caller {
	const station = request.data['attendant_station'];
	return trustedCaller({
		actorId: request.actor?.id ?? 'service',
		stationId: typeof station === 'string' ? station : null,
		origin: 'trusted broker account',
	});
}

async function raise(
	engine: Engine,
	alarm: { reason: string; origin: string; request: RequestEnvelope },
): Promise<Result<never>> {
	const { reason, origin, request } = alarm;
	await recordAudit(engine, {
		actorId: request.actor?.id ?? 'unknown',
		action: 'agent.refused',
		subject: request.plan_id,
		stationId: null,
		origin,
		detail: { reason, action: request.data.action, correlationId: request.correlation_id },
	});
	return refuse('SECURITY_ALERT', { reason });
}
