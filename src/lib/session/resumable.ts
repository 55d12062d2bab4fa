import type { Kind, SessionEvent, World } from './kind.ts';
import type { OpenMatters } from './open_matters.ts';
import type { SessionRecord } from './record.ts';

/** A session as a recovery prompt shows it; instants are UTC milliseconds. Spec: seeds/000 §4. */
export interface Resumable extends OpenMatters {
	readonly id: string;
	readonly kind: string;
	readonly status: SessionRecord['status'];
	readonly version: number;
	readonly customerName: string | null;
	readonly planId: string | null;
	readonly step: number;
	readonly lastAction: { readonly type: string; readonly at: number };
	readonly expiresAt: number;
	readonly stationId: string | null;
	/** Who began it. */
	readonly actorName: string;
	readonly paidMinor: number;
	readonly currency: string | null;
	/** The step that gives it up, or null where the session does not let go any more. */
	readonly cancelStep: string | null;
}

/** What only the server knows of a session. */
export interface ResumableFacts {
	/** When it was looked at, UTC milliseconds by the server's clock. */
	readonly at: number;
	/** Who did the last thing in it; null where a clock did. */
	readonly lastActor: { readonly id: string; readonly name: string } | null;
	/** True if the battery that it is about to hand out has left the session's station. */
	readonly batteryGone: boolean;
	/** What was paid in it and is neither used nor given back, minor units; 0 while it is open. */
	readonly refundDueMinor: number;
}

/** What is shown of a session to go on with it. */
export function resumableOf<State extends string, Data, Event extends SessionEvent, W extends World>(
	kind: Kind<State, Data, Event, W>,
	session: SessionRecord<State, Data>,
): Resumable {
	const { customerName, planId, amountMinor, currency } = kind.summary(session.data);
	const cancel = kind.steps[kind.cancelStep];
	return {
		...(kind.openMatters?.(session) ?? { awaitsPayment: false, batteryId: null }),
		id: session.id,
		kind: session.kind,
		status: session.status,
		version: session.version,
		customerName,
		planId,
		step: session.flow.currentStep,
		lastAction: session.lastAction,
		expiresAt: session.expiresAt,
		stationId: session.actor.station,
		actorName: session.actor.name,
		paidMinor: amountMinor,
		currency,
		cancelStep: cancel?.states.includes(session.state) ? kind.cancelStep : null,
	};
}
