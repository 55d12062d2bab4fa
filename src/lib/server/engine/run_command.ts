import type { Permission } from '#lib/kernel/permission.ts';
import { ok, refuse, type Refusal, type Result } from '#lib/kernel/result.ts';
import { kindOf, kinds, type AnyKind } from '#lib/kinds/index.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { checkTree } from '#lib/protocol/json_bytes.ts';
import { decideStep, openStep, openSession, parseInput } from '#lib/session/take_step.ts';
import { loadFacts } from '../store/load_facts.ts';
import { loadSession } from '../store/load_session.ts';
import { appendDecision } from './append.ts';
import { bodyHash } from './body_hash.ts';
import { endMoves } from './end_money.ts';
import type { Engine } from './engine.ts';
import { expireAndRetry } from './expire_and_retry.ts';
import { missingSession } from './missing_session.ts';
import { recordAudit } from './records.ts';
import { sessionAt } from './session_at.ts';
import { transact } from './transact.ts';

/** A step that somebody wants to take. */
export interface Command {
	readonly sessionId: string;
	readonly step: string;
	readonly input: unknown;
	readonly actor: Actor;
	/** Unique per attempt of a person to take the step; a repeat gets the same answer. */
	readonly key: string;
	/** The version the caller saw; another one is refused. */
	readonly version: number | null;
	/** Says whether this person may take a step of this permission in this session. */
	readonly allow: (permission: Permission, session: SessionRecord) => boolean;
}

/**
 * Takes a step: load, parse, allow, decide, append; one transaction.
 * Answers the session as it stood right after the step, also on a repeat. Spec: ARCHITECTURE «How a step travels».
 */
export async function runCommand(engine: Engine, command: Command): Promise<Result<SessionRecord>> {
	const { step, input, version } = command;
	const tree = checkTree(input);
	if (!tree.ok) return refuse('INPUT_INVALID', { path: 'input', issue: String(tree.params['reason']) });
	// A person's keys are their own: whoever tries those of another learns nothing from it.
	const scope = `session:${command.sessionId}/${command.actor.id}`;
	const request = { scope, key: command.key, bodyHash: bodyHash({ step, input, version }) };
	const done = await expireAndRetry(engine, () => transact(engine, request, () => attempt(engine, command)));
	if (!done.ok) {
		await recordTold(engine, command, done);
		return done;
	}
	const { answer, draft } = done.value;
	return ok(draft?.session ?? (await sessionAt(engine, command.sessionId, answer.version)));
}

/** Whoever is told of a person who is no party to the session has read of them. */
async function recordTold(engine: Engine, { sessionId, actor }: Command, { code, params }: Refusal): Promise<void> {
	const row = Object.values<AnyKind>(kinds)
		.map(({ refusals }) => refusals[code])
		.find((candidate) => candidate?.tellsOf);
	if (!row?.tellsOf) return;
	await recordAudit(engine, {
		actorId: actor.id,
		action: 'customer.asked_about',
		subject: String(params[row.tellsOf]),
		stationId: actor.stationId,
		origin: sessionId,
		detail: {},
	});
}

async function attempt(engine: Engine, command: Command) {
	const session = await loadSession(engine.store.db, command.sessionId);
	if (!session) return missingSession(engine, command.sessionId, command.actor.stationId);
	const kind = kindOf(session.kind);
	const now = engine.clock();
	const step = openStep(kind, session, command.step);
	// Whoever may ask phones for money in one kind of session may not therefore touch another.
	const needed = [kind.permission, ...(step.ok ? [step.value.permission] : [])];
	if (!needed.every((permission) => command.allow(permission, session))) return refuse('SESSION_NOT_FOUND');
	if (command.version !== null && command.version !== session.version)
		return refuse('SESSION_MOVED_ON', { current: session.version });
	const open = openSession(session, now);
	if (!open.ok) return open;
	if (!step.ok) return step;
	if (step.value.byOperation) return refuse('STEP_UNKNOWN', { step: command.step });
	const input = parseInput(step.value.input, command.input);
	if (!input.ok) return input;
	const facts = await loadFacts(engine.store.db, step.value.needs(session, input.value));
	const call = {
		name: command.step,
		input: command.input,
		facts,
		actor: command.actor,
		now,
		key: `${session.id}/${command.actor.id}/${command.key}`,
	};
	const decided = decideStep(kind, session, call);
	if (!decided.ok) return decided;
	const ending = await endMoves(engine, { kind, session, decision: decided.value, facts });
	const next = appendDecision({ kind, session, ...ending, actor: command.actor, at: now });
	return ok({ ...next, answer: { version: next.session.version } });
}
