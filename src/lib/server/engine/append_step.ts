import { ok, type Result } from '#lib/kernel/result.ts';
import type { AnyKind } from '#lib/kinds/index.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { decideStep, openSession, openStep } from '#lib/session/take_step.ts';
import { loadFacts } from '../store/load_facts.ts';
import type { Statement } from '../store/statement.ts';
import { appendDecision } from './append.ts';
import type { Engine } from './engine.ts';

/** A step whose input comes from the server itself: an operation's, or a provider's word. */
export interface ServerStep {
	readonly kind: AnyKind;
	readonly session: SessionRecord;
	readonly name: string;
	readonly input: Readonly<Record<string, unknown>>;
	readonly actor: Actor;
	/** UTC milliseconds. */
	readonly now: number;
	/** Names the ledger entries. */
	readonly key: string;
}

/** What taking a session's step writes, and what the step reports. */
export interface TakenStep {
	readonly statements: readonly Statement[];
	readonly version: number;
	readonly outcome: unknown;
}

/** Takes a step in a session that is open at it: loads its facts, lets it decide and turns the decision into statements. Refuses as the step does. */
export async function appendStep(engine: Engine, step: ServerStep): Promise<Result<TakenStep>> {
	const { kind, session, name, input, actor, now, key } = step;
	const alive = openSession(session, now);
	if (!alive.ok) return alive;
	const open = openStep(kind, session, name);
	if (!open.ok) return open;
	const facts = await loadFacts(engine.store.db, open.value.needs(session, input));
	const decided = decideStep(kind, session, { name, input, facts, actor, now, key });
	if (!decided.ok) return decided;
	const appended = appendDecision({ kind, session, facts, decision: decided.value, actor, at: now });
	return ok({
		statements: appended.statements,
		version: appended.session.version,
		outcome: decided.value.outcome,
	});
}
