import { FaultError } from '#lib/kernel/fault.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { loadAnswer } from '../store/load_session.ts';
import { insertAnswer, type StoredAnswer } from '../store/machine_rows.ts';
import type { Conflict, Statement } from '../store/statement.ts';
import type { Engine } from './engine.ts';

/** One attempt at a request: what it writes, and what it answers once that is durable. */
export interface Draft<Answer> {
	readonly statements: readonly Statement[];
	readonly answer: Answer;
	/** True if the writer named the version it saw: then a moved session is refused, else it is tried again upon the new one. */
	readonly pinned: boolean;
}

/** Identifies a request for ever. */
export interface RequestKey {
	readonly scope: string;
	readonly key: string;
	readonly bodyHash: string;
}

/** How often a request is decided anew when others were faster, before it is told to come back. */
const attemptLimit = 20;

/**
 * Runs a request exactly once: a key that was answered gets the stored answer, the same key with another body is refused,
 * and everything the attempt writes is durable together with its answer, or not at all.
 */
export async function transact<Answer>(
	engine: Engine,
	request: RequestKey | null,
	attempt: () => Promise<Result<Draft<Answer>>>,
): Promise<Result<Answer>> {
	for (let i = 0; i < attemptLimit; i++) {
		const replay = request && (await replayed<Answer>(engine, request));
		if (replay) return replay;
		const draft = await attempt();
		if (!draft.ok) return (request && (await replayed<Answer>(engine, request))) ?? draft;
		const statements = request
			? [...draft.value.statements, insertAnswer(answerRow(engine, request, draft.value.answer))]
			: draft.value.statements;
		const outcome = await engine.store.writer.commit(statements);
		if (outcome.ok) return ok(draft.value.answer);
		const refusal = refusalOf(outcome.conflict, draft.value.pinned);
		if (refusal) return (request && (await replayed<Answer>(engine, request))) ?? refusal;
	}
	throw new FaultError('engine', 'Too many others changed the same session, plan or battery', { retryAfterMs: 500 });
}

async function replayed<Answer>(engine: Engine, request: RequestKey): Promise<Result<Answer> | null> {
	const stored = await loadAnswer(engine.store.db, request.scope, request.key);
	if (!stored) return null;
	return stored.bodyHash === request.bodyHash ? ok(stored.answer as Answer) : refuse('IDEMPOTENCY_KEY_REUSED');
}

function answerRow(engine: Engine, request: RequestKey, answer: unknown): StoredAnswer {
	return { ...request, answer, at: engine.clock() };
}

/** The refusal that a taken key stands for, or null if the request may be decided anew. */
function refusalOf(conflict: Conflict, pinned: boolean): Result<never> | null {
	switch (conflict.table) {
		case 'session_events':
			return pinned ? refuse('SESSION_MOVED_ON', { current: null }) : null;
		case 'sessions':
			return conflict.columns.includes('customer_id')
				? refuse('SESSION_ALREADY_ACTIVE')
				: refuse('SESSION_MOVED_ON', { current: 1 });
		case 'payments':
			return conflict.columns.includes('reference') ? refuse('PAYMENT_REFERENCE_USED', { reference: null }) : null;
		default:
			return null;
	}
}
