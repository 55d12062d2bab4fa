import type { Refusal } from '#lib/kernel/result.ts';
import type { AnyKind } from '#lib/kinds/index.ts';
import type { ShownRefusal } from '#lib/rpc/outcome.ts';
import { m } from '#lib/words/generated/messages.js';
import { refusalText } from '#lib/words/refusal_text.ts';
import type { ShownFault } from './describe_fault.ts';

/** Why a step has to wait: no network; steps before it are not sent yet; or one of them was refused, and the person has to decide. */
export type StepHold = 'offline' | 'sending' | 'refused';

/** Refusals that mean that the session is not where this tab thought: it is shown as it is. */
export const movedOn: ReadonlySet<string> = new Set([
	'SESSION_MOVED_ON',
	'STEP_NOT_OPEN',
	'SESSION_ENDED',
	'SESSION_EXPIRED',
	'IDEMPOTENCY_KEY_REUSED',
]);

const holdWords: Readonly<Record<StepHold, () => string>> = {
	offline: m.queue_hold_offline,
	sending: m.queue_hold_sending,
	refused: m.queue_hold_refused,
};

/** What to say to somebody who takes a step that has to wait. */
export function holdRefusal(hold: StepHold): ShownRefusal {
	return { code: 'STEP_NEEDS_SERVER', message: holdWords[hold](), params: {} };
}

/** A refusal that this device gives itself, before the server hears of the step. */
export function deviceRefusal(refusal: Refusal, { refusals }: AnyKind): ShownRefusal {
	const { code, params } = refusal;
	const isKnown = Object.hasOwn(refusals, code);
	return { code, params, message: isKnown ? refusalText(refusal) : holdRefusal('offline').message };
}

/** Said where a step cannot wait, because this device keeps nothing. */
export function unkeptFault(): ShownFault {
	return { title: m.queue_unkept(), body: m.queue_unkept_way(), supportCode: null, signedOut: false };
}

/** Said where somebody else is signed in meanwhile. */
export function notTheirsFault(): ShownFault {
	return { title: m.queue_not_theirs(), body: m.queue_not_theirs_way(), supportCode: null, signedOut: true };
}
