import * as v from 'valibot';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { Actor, Decision, Kind, SessionEvent, Step, World } from './kind.ts';
import type { SessionRecord } from './record.ts';

/** Refuses a session that has ended or whose time is over; returns it otherwise. */
export function openSession<S extends string, D>(
	session: SessionRecord<S, D>,
	now: number,
): Result<SessionRecord<S, D>> {
	if (session.status === 'expired' || (session.status === 'active' && now >= session.expiresAt))
		return refuse('SESSION_EXPIRED');
	if (session.status !== 'active') return refuse('SESSION_ENDED', { status: session.status });
	return ok(session);
}

/** Finds a step by name and refuses if the session does not stand where it can be taken. */
export function openStep<S extends string, D, E extends SessionEvent, W extends World>(
	kind: Kind<S, D, E, W>,
	session: SessionRecord<S, D>,
	name: string,
): Result<Step<S, D, E, W>> {
	const step = Object.hasOwn(kind.steps, name) ? kind.steps[name] : undefined;
	if (!step) return refuse('STEP_UNKNOWN', { step: name });
	if (!step.states.includes(session.state)) return refuse('STEP_NOT_OPEN', { step: name, state: session.state });
	return ok(step);
}

/** Parses what a client sent for a step; a refusal names the first field that is wrong and why. */
export function parseInput<T>(schema: v.GenericSchema<unknown, T>, input: unknown): Result<T> {
	const parsed = v.safeParse(schema, input, { abortEarly: true });
	if (parsed.success) return ok(parsed.output);
	const issue = parsed.issues[0];
	return refuse('INPUT_INVALID', { path: v.getDotPath(issue) ?? 'input', issue: issue.message });
}

/** What the engine hands to `decideStep`. */
export interface StepCall<Facts> {
	readonly name: string;
	readonly input: unknown;
	readonly facts: Facts;
	readonly actor: Actor;
	readonly now: number;
	readonly key: string;
}

/** Takes one step, purely: checks that it is open, parses the input, lets the step decide. */
export function decideStep<S extends string, D, E extends SessionEvent, W extends World>(
	kind: Kind<S, D, E, W>,
	session: SessionRecord<S, D>,
	call: StepCall<W['facts']>,
): Result<Decision<E, W>> {
	const open = openSession(session, call.now);
	if (!open.ok) return open;
	const step = openStep(kind, session, call.name);
	if (!step.ok) return step;
	const input = parseInput(step.value.input, call.input);
	if (!input.ok) return input;
	return step.value.decide({
		session,
		facts: call.facts,
		input: input.value,
		actor: call.actor,
		now: call.now,
		key: call.key,
	});
}
