import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { ok } from '#lib/kernel/result.ts';
import { replyEnvelope } from '#lib/protocol/envelope.ts';
import { parseRequest } from '#lib/protocol/parse_request.ts';
import { parseRequestTopic } from '#lib/protocol/topics.ts';
import type { Delivery } from '../engine/drain_outbox.ts';
import { letterReplayed, letterToReplay, type LetterMessage } from '../engine/replayed_letter.ts';
import type { IncomingMessage, OutgoingMessage } from '../gateways/mqtt/agent_messages.ts';
import type { AgentParts } from './agent_parts.ts';
import { handleFrom } from './handle_message.ts';
import type { Sender } from './sender.ts';

/** How a replay went, and what it has to say. */
interface Replay {
	readonly isHandled: boolean;
	readonly outcome: string;
	readonly answers: readonly OutgoingMessage[];
}

/**
 * Handles dead letters anew that a person wants replayed: with the trust they came with, except that of a tab's person role and shift count as they are
 * now, for its token is over. What still cannot be handled is an open letter again.
 */
export function replayDelivery(parts: AgentParts, publish: (message: OutgoingMessage) => Promise<void>): Delivery {
	return {
		kind: 'replay',
		async deliver(message) {
			const { letterId } = v.parse(v.object({ letterId: v.string() }), message.payload);
			const letter = await letterToReplay(parts.engine, letterId);
			if (!letter) return ok(null);
			const { answers, ...replay } = await replayLetter(parts, letter);
			for (const answer of answers) await publish(answer);
			return { ok: true, settle: () => Promise.resolve([letterReplayed(letterId, replay)]) };
		},
		givenUp: (message, outcome) => {
			const { letterId } = v.parse(v.object({ letterId: v.string() }), message.payload);
			return [letterReplayed(letterId, { isHandled: false, outcome })];
		},
	};
}

async function replayLetter(parts: AgentParts, letter: LetterMessage): Promise<Replay> {
	const message = messageOf(letter);
	const unread = unreadable(parts, message);
	if (unread !== null) return { isHandled: false, outcome: unread, answers: [] };
	const sender = await senderOf(parts, letter);
	if (!sender) return { isHandled: false, outcome: 'ACCOUNT_DISABLED', answers: [] };
	try {
		const answers = await handleFrom(parts, message, sender);
		return { isHandled: true, outcome: signalsOf(answers), answers };
	} catch (error) {
		if (error instanceof FaultError) throw error;
		return { isHandled: false, outcome: error instanceof Error ? error.message : 'FAILED', answers: [] };
	}
}

function messageOf(letter: LetterMessage): IncomingMessage {
	return {
		topic: letter.topic,
		payload: letter.payload,
		trusted: isOfService(letter),
		properties: {
			responseTopic: letter.responseTopic ?? undefined,
			responseClientId: undefined,
			correlationData: letter.correlationData ?? undefined,
			userProperties: {},
		},
	};
}

function unreadable({ engine }: AgentParts, message: IncomingMessage): string | null {
	const topic = parseRequestTopic(message.topic);
	if (!topic) return 'NO_SUCH_OPERATION';
	const parsed = parseRequest(message.payload, { newCorrelationId: () => engine.ids('cor'), topic });
	return parsed.ok ? null : parsed.code;
}

/** True for a trusted account's letter: by what its origin says, never by what is missing. */
function isOfService({ origin }: LetterMessage): boolean {
	return origin === 'service';
}

/** Who is answered for; null if the account is gone or disabled, or nobody is known. */
async function senderOf({ engine, findCaller }: AgentParts, letter: LetterMessage): Promise<Sender | null> {
	const { origin, personId } = letter;
	const responseTopic = letter.responseTopic ?? undefined;
	if (isOfService(letter)) return { origin, personId: null, responseTopic, claims: ok(null) };
	const caller = personId === null ? null : await findCaller(personId, origin);
	if (!caller) return null;
	const { role, stationId: station } = caller.actor;
	const exp = Math.ceil(engine.clock() / 1000);
	return {
		origin,
		personId,
		responseTopic,
		isReplay: true,
		claims: ok({ sub: caller.actor.id, role, station, client_id: origin, exp }),
	};
}

function signalsOf(answers: readonly OutgoingMessage[]): string {
	const last = answers.at(-1);
	const reply = v.safeParse(v.pipe(v.string(), v.parseJson(), replyEnvelope), last?.payload);
	return reply.success ? reply.output.data.signals.join(', ') : 'No answer was due';
}
