import type { SessionRecord } from '#lib/session/record.ts';
import type { TakingEvent } from './taking_events.ts';

/** What a phone is asked for money on behalf of: the plan that is paid for, and what for in a few words. */
export interface PushPurpose {
	readonly planId: string;
	readonly currency: string;
	readonly description: string;
}

/** A request to a phone as its provider's effect carries it. */
export function phoneIntent(session: SessionRecord, event: TakingEvent<'push_requested'>, purpose: PushPurpose) {
	const { intentId, phone, amountMinor } = event.push;
	const { station: stationId, id: actorId } = session.actor;
	return { intentId, sessionId: session.id, stationId, actorId, phone, amountMinor, ...purpose, askedAt: event.at };
}
