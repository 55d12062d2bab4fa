import { refuse, ok, type Refusal, type Result } from '#lib/kernel/result.ts';
import type { ActorTokenClaims } from '#lib/protocol/actor_token.ts';
import type { RequestEnvelope } from '#lib/protocol/envelope.ts';
import { recordRefusal } from '../engine/records.ts';
import type { Caller } from '../ports.ts';
import { trustedCaller } from '../operations/trusted_caller.ts';
import type { AgentParts } from './agent_parts.ts';
import type { Sender } from './sender.ts';

/**
 * Establishes who speaks. A topic and a payload prove nothing: a browser's request carries a signed actor token, which must match
 * the payload's actor, and whose role, station and shift are read again from the store. Refuses SECURITY_ALERT with `reason`,
 * TOKEN_EXPIRED or SHIFT_CHANGED, each recorded in the audit log.
 */
export async function trustActor(parts: AgentParts, sender: Sender, request: RequestEnvelope): Promise<Result<Caller>> {
	const trusted = await trust(parts, sender, request);
	if (!trusted.ok) await record(parts, { sender, request, refusal: trusted });
	return trusted;
}

async function trust(
	parts: AgentParts,
	{ claims, isReplay }: Sender,
	request: RequestEnvelope,
): Promise<Result<Caller>> {
	if (!claims.ok) return claims;
	if (!claims.value) return ok(trustedService(request));
	if (!isReplay && !(await parts.isTabOpen(claims.value.client_id)))
		return refuse('SECURITY_ALERT', { reason: 'TAB_SIGNED_OUT' });
	return trustPerson(parts, claims.value, request);
}

async function trustPerson(
	parts: AgentParts,
	{ sub, role, station, client_id: clientId }: ActorTokenClaims,
	{ actor }: RequestEnvelope,
): Promise<Result<Caller>> {
	if (actor?.id !== sub || actor.type !== role) return refuse('SECURITY_ALERT', { reason: 'ACTOR_MISMATCH' });
	const caller = await parts.findCaller(sub, clientId);
	if (!caller) return refuse('SECURITY_ALERT', { reason: 'ACCOUNT_DISABLED' });
	if (caller.actor.role !== role) return refuse('SECURITY_ALERT', { reason: 'ROLE_CHANGED' });
	return caller.actor.stationId === station ? ok(caller) : refuse('SHIFT_CHANGED');
}

function trustedService(request: RequestEnvelope): Caller {
	const station = request.data['attendant_station'];
	return trustedCaller({
		actorId: request.actor?.id ?? 'service',
		stationId: typeof station === 'string' ? station : null,
		origin: 'trusted broker account',
	});
}

/** The audit log names whom the token was issued to; whom the payload names is a claim, and stands in the detail. */
async function record(
	{ engine }: AgentParts,
	{ sender, request, refusal }: { sender: Sender; request: RequestEnvelope; refusal: Refusal },
): Promise<void> {
	const { actor, data, correlation_id: correlationId, plan_id: planId } = request;
	await recordRefusal(engine, sender.origin, {
		actorId: sender.personId ?? 'unknown',
		action: 'agent.refused',
		subject: planId,
		stationId: sender.claims.ok ? (sender.claims.value?.station ?? null) : null,
		origin: sender.origin,
		detail: {
			reason: refusal.params['reason'] ?? refusal.code,
			action: data.action,
			correlationId,
			claimedActor: actor && `${actor.type} ${actor.id}`,
		},
	});
}
