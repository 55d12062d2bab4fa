import { refuse, type Result } from '#lib/kernel/result.ts';
import { kindOf } from '#lib/kinds/index.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { appendStep, type TakenStep } from '../engine/append_step.ts';
import { missingSession } from '../engine/missing_session.ts';
import { loadSession } from '../store/load_session.ts';
import type { OperationCall, SessionFields } from './operation.ts';

/**
 * Takes the step that an operation stands for in the session the request names, in the operation's own transaction.
 * A session that the caller may not touch looks exactly like one that does not exist.
 */
export async function takeSessionStep(
	call: OperationCall<SessionFields>,
	operation: OperationName,
	input: Readonly<Record<string, unknown>>,
): Promise<Result<TakenStep>> {
	const { engine, caller, now } = call;
	const id = call.data.session_id ?? '';
	const session = await loadSession(engine.store.db, id);
	if (!session) return missingSession(engine, id, caller.actor.stationId);
	const kind = kindOf(session.kind);
	if (!caller.allow(kind.permission, session)) return refuse('SESSION_NOT_FOUND');
	const name = kind.operations[operation];
	if (name === undefined) return refuse('STEP_UNKNOWN', { step: operation });
	const step = kind.steps[name];
	if (!step || !caller.allow(step.permission, session)) return refuse('SESSION_NOT_FOUND');
	// A session belongs to one plan: a request for another one does not know it.
	const planId = kind.summary(session.data).planId;
	if (planId !== null && planId !== call.planId) return refuse('SESSION_NOT_FOUND');
	const version = call.data.session_version ?? null;
	if (version !== null && version !== session.version) return refuse('SESSION_MOVED_ON', { current: session.version });
	const key = `${call.planId}/${operation}/${call.correlationId}`;
	return appendStep(engine, { kind, session, name, input, actor: caller.actor, now, key });
}
