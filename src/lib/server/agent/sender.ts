import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { actorTokenProperty, type ActorTokenClaims } from '#lib/protocol/actor_token.ts';
import type { ActorTokenVerifier } from '../gateways/mqtt/actor_tokens.ts';
import type { IncomingMessage } from '../gateways/mqtt/agent_messages.ts';

/** What a message proves of its sender before its body is read. */
export interface Sender {
	/** How records name it and what their limit counts: `service`, a tab's client id, or `unknown`. Never a mere claim. */
	readonly origin: string;
	/** Person that the tab's credential was issued to. */
	readonly personId: string | null;
	/** Where it may be answered, if at all: on another client's topic an answer would reach who never asked. */
	readonly responseTopic: string | undefined;
	/** True for a dead letter that is handled anew: its tab may be long gone. */
	readonly isReplay?: true;
	/** What the app vouches for; null for a trusted account, which needs no token. */
	readonly claims: Result<ActorTokenClaims | null>;
}

const unknown = { origin: 'unknown', personId: null, responseTopic: undefined };

/**
 * Establishes who sent a message: a trusted account by its topic, a tab by its actor token, which must have been issued to the client
 * that wants the answer. Refuses in `claims`: TOKEN_EXPIRED, or SECURITY_ALERT with `reason`.
 */
export function senderOf(message: IncomingMessage, tokens: ActorTokenVerifier, at: { now: number }): Sender {
	const { responseTopic, responseClientId, userProperties } = message.properties;
	if (message.trusted) return { origin: 'service', personId: null, responseTopic, claims: ok(null) };
	const alert = (reason: string) => refuse('SECURITY_ALERT', { reason });
	const token = userProperties[actorTokenProperty];
	if (typeof token !== 'string') return { ...unknown, claims: alert('TOKEN_MISSING') };
	const claims = tokens.verify(token, at);
	if (!claims.ok && claims.code === 'TOKEN_INVALID') return { ...unknown, claims: alert('TOKEN_INVALID') };
	const { sub, client_id: clientId } = claims.ok ? claims.value : claims.params;
	const sender = { origin: String(clientId), personId: String(sub), responseTopic };
	if (clientId === responseClientId) return { ...sender, claims };
	return { ...sender, responseTopic: undefined, claims: alert('CLIENT_MISMATCH') };
}
