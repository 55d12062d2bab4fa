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
