import type { Permission } from '#lib/kernel/permission.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';

/** An effect on the outside world, as a kind asks for it; the agent delivers it at least once. */
export type Effect = PublishEffect;

/** A message for the operator's monitors. */
export interface PublishEffect {
	readonly kind: 'mqtt_publish';
	readonly topic: string;
	readonly payload: Readonly<Record<string, unknown>>;
}

/** Publishes a message; resolves once the broker has it. Throws FaultError if it does not. */
export type Publisher = (message: { topic: string; payload: string }) => Promise<void>;

/** Who calls an operation, as the server established it: from a sign-in, an actor token or a trusted broker account. */
export interface Caller {
	readonly actor: Actor;
	/** True for broker accounts of the role `service`: stations' own devices and other backends. */
	readonly trusted: boolean;
	/** Address or client id, for the audit. */
	readonly origin: string;
	/** Says whether the caller may do this, to this session where it names one. */
	readonly allow: (permission: Permission, session: SessionRecord | null) => boolean;
}
