import { randomIds } from '#lib/kernel/ids.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { NewStep } from './offline_queue.ts';
import type { StepAsk } from './step_ask.ts';
import type { WizardWork } from './wizard_options.ts';

/** A person's ask as a step of the session that they see, under a key of its own. */
export function newStep(session: SessionRecord, ask: StepAsk, of: { work: WizardWork; personId: string }): NewStep {
	const { id: sessionId, kind, version } = session;
	const key = newKey();
	const request = of.work.requestFor(session, ask, key);
	return { ...ask, sessionId, kind, version, key, request, personId: of.personId, queuedAt: Date.now() };
}

/** Idempotency key and correlation id of a step. */
export function newKey(): string {
	return randomIds('cor');
}
