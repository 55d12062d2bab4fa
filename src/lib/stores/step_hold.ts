import type { ShownFault, ShownRefusal } from '#lib/rpc/outcome.ts';

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

/** What to say to somebody who takes a step that has to wait. */
export const holdRefusals: Readonly<Record<StepHold, ShownRefusal>> = {
	offline: held('This step needs the network; it waits until the network is back'),
	sending: held('The steps before this one are still being sent; it waits until they are'),
	refused: held('A step was refused; decide first what becomes of it'),
};

/** Said where a step cannot wait, because this device keeps nothing. */
export const unkeptFault: ShownFault = {
	title: 'The step could not be kept',
	body: 'This browser keeps nothing on the device: take the step again once the network is back',
	supportCode: null,
	signedOut: false,
};

/** Said where somebody else is signed in meanwhile. */
export const notTheirs: ShownFault = {
	title: 'Somebody else is signed in now',
	body: 'What waits here is sent once you are signed in again; nothing is lost',
	supportCode: null,
	signedOut: true,
};

function held(message: string): ShownRefusal {
	return { code: 'STEP_NEEDS_SERVER', message, params: {} };
}
