import { pushOutcomes } from '#lib/kernel/push_outcomes.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { isOpenPush, type AskedPush } from './phone_push.ts';

/** A session that asks phones for money in its state `pay`. */
type PushingSession = SessionRecord<string, { readonly push: AskedPush | null }>;

/** How long a rider has for the PIN, ms: until then no second request is sent for the same money. */
const pushLifetimeMs = 90_000;

/** How a request to a phone stands: on its way, on the phone, not to be told, or over. */
export interface PushView {
	readonly stage: 'requested' | 'waiting' | 'unknown' | 'failed';
	/** When the phone may be asked again, UTC milliseconds. */
	readonly againAt: number;
	/** True if the same request, sent again, can succeed. */
	readonly retryHelps: boolean;
}

/** True while a rider may still type the PIN of the last request. */
export function isWaiting({ push }: { readonly push: AskedPush | null }, now: number): boolean {
	return isOpenPush(push) && now < againAt(push);
}

/** True while the provider has yet to tell what came of a request, so that the session, in its state `pay`, moves by itself. */
export function awaitsPush({ state, status, data }: PushingSession): boolean {
	return status === 'active' && state === 'pay' && isOpenPush(data.push);
}

/** How a request stands at an instant. */
export function pushView(push: AskedPush, now: number): PushView {
	const { progress } = push;
	const common = { againAt: againAt(push), retryHelps: true };
	if (progress.status === 'failed') return { ...common, stage: 'failed', retryHelps: retryHelps(progress.code) };
	const isUntold = progress.status === 'sent' && progress.checkoutId === '';
	if (isUntold || now >= common.againAt) return { ...common, stage: 'unknown' };
	return { ...common, stage: progress.status === 'requested' ? 'requested' : 'waiting' };
}

/** The rider's time begins when the phone rings; a request that waits to be sent is given up before it is over. */
function againAt({ at, progress }: AskedPush): number {
	if (progress.status === 'failed') return at;
	return (progress.status === 'sent' ? progress.sentAt : at) + pushLifetimeMs;
}

/** Refusals before the phone rang that pass, or that another number mends. */
const passing: ReadonlySet<string> = new Set(['PUSH_PHONE_LOCKED', 'PUSH_PHONE_INVALID', 'PUSH_TOO_LATE']);

function retryHelps(code: string): boolean {
	return Object.hasOwn(pushOutcomes, code)
		? pushOutcomes[code as keyof typeof pushOutcomes].retryHelps
		: passing.has(code);
}
