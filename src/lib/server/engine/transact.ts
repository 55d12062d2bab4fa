import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { loadAnswer } from '../store/load_session.ts';
import { insertAnswer } from '../store/machine_rows.ts';
import type { Conflict, Statement } from '../store/statement.ts';
import type { Engine } from './engine.ts';

/** One attempt at a request: what it writes, and what it answers once that is durable. */
export interface Draft<Answer = unknown> {
	readonly statements: readonly Statement[];
	readonly answer: Answer;
	/** True if an outside system has yet to answer: what is stored now is replaced by the final answer. */
	readonly pending?: boolean;
}

/** Identifies a request for ever. */
export interface RequestKey {
	readonly scope: string;
	readonly key: string;
	readonly bodyHash: string;
}

/** Refusals that look like what does not exist. */
const unseen: ReadonlySet<string> = new Set(['SESSION_NOT_FOUND', 'NOT_ALLOWED']);

/** How often a request is decided anew when others were faster, before it is told to come back. */
const attemptLimit = 20;

/** How a request was answered: the answer as it is stored, and the draft if it was committed now, not by an earlier delivery. */
interface Answered<Fresh extends Draft> {
	readonly answer: Fresh['answer'];
	readonly draft: Fresh | null;
}

/**
 * Runs a request exactly once: a key that was answered gets the stored answer, the same key with another body is refused,
 * and everything the attempt writes is durable together with its answer, or not at all.
 *
 * Repeats are rare, so a request is first taken for new: a repeat is refused by the session that moved on, or runs into the key
 * of its own answer, and is looked up then.
 */
export async function transact<Fresh extends Draft>(
	engine: Engine,
	request: RequestKey | null,
	attempt: () => Promise<Result<Fresh>>,
): Promise<Result<Answered<Fresh>>> {
	for (let i = 0; i < attemptLimit; i++) {
		const draft = await attempt();
		let refusal: Result<never> | null;
		if (draft.ok) {
			const statements = statementsOf(engine, request, draft.value);
			const outcome = statements.length === 0 ? ({ ok: true } as const) : await engine.store.writer.commit(statements);
			if (outcome.ok) return ok({ answer: draft.value.answer, draft: draft.value });
			refusal = refusalOf(outcome.conflict);
		} else {
			// Whoever may not know of it any more does not learn of it by repeating an old request.
			if (unseen.has(draft.code)) return draft;
			refusal = draft;
		}
		const replay = request && (await replayed<Fresh>(engine, request));
		if (replay) return replay;
		if (refusal) return refusal;
	}
	return refuse('BUSY');
}

function statementsOf(engine: Engine, request: RequestKey | null, draft: Draft): readonly Statement[] {
	if (!request) return draft.statements;
	const status = draft.pending ? 'pending' : 'done';
	return [...draft.statements, insertAnswer({ ...request, answer: draft.answer, status, at: engine.clock() })];
}

async function replayed<Fresh extends Draft>(
	engine: Engine,
	request: RequestKey,
): Promise<Result<Answered<Fresh>> | null> {
	const stored = await loadAnswer(engine.store.db, request.scope, request.key);
	if (!stored) return null;
	return stored.bodyHash === request.bodyHash
		? ok({ answer: stored.answer, draft: null })
		: refuse('IDEMPOTENCY_KEY_REUSED');
}

/** The refusal that a taken key stands for, or null if the request may be decided anew. */
function refusalOf(conflict: Conflict): Result<never> | null {
	switch (conflict.table) {
		case 'sessions':
			if (conflict.columns.includes('customer_id')) return refuse('SESSION_ALREADY_ACTIVE');
			if (conflict.columns.includes('connector_key')) return refuse('CONNECTOR_BUSY');
			return refuse('SESSION_MOVED_ON', { current: 1 });
		case 'payments':
			return conflict.columns.includes('reference') ? refuse('PAYMENT_REFERENCE_USED') : null;
		// Ids that a session gives: another session, or a customer from before, bears them.
		case 'customers':
		case 'plans':
			return conflict.columns.includes('id') ? refuse('SUBSCRIPTION_CODE_TAKEN') : null;
		case 'users':
			return conflict.columns.includes('email') ? refuse('EMAIL_TAKEN') : null;
		default:
			return null;
	}
}
