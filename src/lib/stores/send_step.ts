import { isTRPCClientError } from '@trpc/client';
import type { RpcClient } from '#lib/rpc/client.ts';
import { outcomeOf, type ShownRefusal } from '#lib/rpc/outcome.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { AgentLine } from './agent_line.svelte.ts';
import type { QueuedStep } from './local_database.ts';
import { refusalOfReply } from './reply_refusal.ts';

/** What the server said to a step, and the session as it has it then. */
export interface StepAnswer {
	readonly session: SessionRecord;
	readonly refusal: ShownRefusal | null;
}

/** The ways to the server. */
export interface ServerWays {
	readonly rpc: RpcClient;
	readonly line: AgentLine;
}

/**
 * Sends a step the way it goes, under its own key: asked again it gets the same answer. Throws if the answer, or the session after it,
 * did not arrive: what became of the step is unknown then.
 */
export async function sendStep(
	{ rpc, line }: ServerWays,
	{ sessionId, step, input, key, version, request }: QueuedStep,
): Promise<StepAnswer> {
	const look = async () => (await rpc.sessions.get.query({ sessionId })) as SessionRecord;
	if (request) {
		const refusal = refusalOfReply(await line.request(request, key));
		return { refusal, session: await look() };
	}
	const outcome = await outcomeOf(rpc.sessions.step.mutate({ sessionId, step, input, key, version }));
	return outcome.ok
		? { refusal: null, session: outcome.value as SessionRecord }
		: { refusal: outcome.refusal, session: await look() };
}

/** True if a call failed before any answer of the server: the network is away, or what stands between. */
export function isUnreached(error: unknown): boolean {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
		if (isTRPCClientError(cause) && cause.data) return false;
	}
	return true;
}
