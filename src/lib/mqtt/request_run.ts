import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { replyEnvelope } from '#lib/protocol/envelope.ts';
import type { ReplyEnvelope, RequestEnvelope } from '#lib/protocol/envelope.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { BrokerSession } from './broker_session.ts';
import { answerTimeoutMs, brokerAttempts, nextMove } from './retry_schedule.ts';
import type { AttemptEnd } from './retry_schedule.ts';
import { withLimit } from './timers.ts';
import type { Timers } from './timers.ts';

/** How a request is getting on: for a line that says which way is used and that it is being tried again. */
export interface RequestStatus {
	readonly operation: OperationName;
	readonly correlationId: string;
	readonly way: 'mqtt' | 'https';
	/** 1…`of`. */
	readonly attempt: number;
	readonly of: number;
	readonly state: 'sending' | 'waiting' | 'retrying' | 'done' | 'failed';
	/** Milliseconds until the next attempt while `retrying`, otherwise null. */
	readonly nextTryInMs: number | null;
}

/** One request on its way. */
export interface RequestRun {
	readonly operation: OperationName;
	/** Resolves when a reply arrives over the broker, however late. */
	readonly answer: Promise<ReplyEnvelope>;
	readonly session: BrokerSession;
	readonly timers: Timers;
	readonly fallback: (operation: OperationName, request: RequestEnvelope) => Promise<unknown>;
	/** The request, stamped with the present time. */
	readonly envelope: () => RequestEnvelope;
	readonly tell: (step: Omit<RequestStatus, 'operation' | 'correlationId'>) => void;
}

/** How long HTTPS may take, ms. */
const fallbackLimitMs = 30_000;

/** Goes through the schedule of attempts; undefined once it is HTTPS's turn. */
export async function askOverBroker(run: RequestRun): Promise<ReplyEnvelope | undefined> {
	for (let attempt = 1; attempt <= brokerAttempts; attempt++) {
		const step = { way: 'mqtt', attempt, of: brokerAttempts } as const;
		let end = await attemptOnce(run, attempt);
		const next = typeof end === 'string' ? nextMove(attempt, end) : undefined;
		if (next && next.afterMs > 0) {
			run.tell({ ...step, state: 'retrying', nextTryInMs: next.afterMs });
			end = await withLimit(run.timers, run.answer, { ms: next.afterMs, late: 'unanswered' });
		}
		if (typeof end !== 'string') {
			run.tell({ ...step, state: 'done', nextTryInMs: null });
			return end;
		}
		if (next?.way === 'https') break;
	}
	return undefined;
}

/** Asks over HTTPS; a late reply over the broker is as good. Throws FaultError if neither comes. */
export async function askOverHttps(run: RequestRun): Promise<ReplyEnvelope> {
	const step = { way: 'https', attempt: 1, of: 1, nextTryInMs: null } as const;
	run.tell({ ...step, state: 'sending' });
	try {
		const overHttps = run.fallback(run.operation, run.envelope()).then((reply) => v.parse(replyEnvelope, reply));
		const either = Promise.race([run.answer, overHttps]);
		const reply = await withLimit(run.timers, either, { ms: fallbackLimitMs, late: undefined });
		if (!reply) throw new Error(`HTTPS does not answer within ${fallbackLimitMs} ms`);
		run.tell({ ...step, state: 'done' });
		return reply;
	} catch (cause) {
		run.tell({ ...step, state: 'failed' });
		throw new FaultError('mqtt', 'Agent answers neither over MQTT nor over HTTPS', { retryAfterMs: 5000, cause });
	}
}

async function attemptOnce(run: RequestRun, attempt: number): Promise<ReplyEnvelope | AttemptEnd> {
	const step = { way: 'mqtt', attempt, of: brokerAttempts, nextTryInMs: null } as const;
	run.tell({ ...step, state: 'sending' });
	const lease = await run.session.lease().catch(() => undefined);
	if (!lease) return 'unreachable';
	const { connection, actorToken } = lease;
	try {
		const end = new Promise<ReplyEnvelope | AttemptEnd>((resolve) => {
			void run.answer.then(resolve);
			void connection.lost.then(() => resolve('lost'));
			connection
				.publish(run.operation, run.envelope(), actorToken)
				.catch(() => resolve(connection.isOpen() ? 'unreachable' : 'lost'));
		});
		run.tell({ ...step, state: 'waiting' });
		return await withLimit(run.timers, end, { ms: answerTimeoutMs, late: 'unanswered' });
	} finally {
		lease.release();
	}
}
