/** What happens to one message on the wire. */
export type Disturbance =
	/** It arrives twice. */
	| { readonly type: 'duplicate' }
	/** It arrives after the next one, or late if none comes. */
	| { readonly type: 'reorder' }
	| { readonly type: 'late'; readonly waitMs: number }
	/** The connection breaks before it, in the middle of it, or right after it. */
	| { readonly type: 'cut'; readonly where: 'before' | 'within' | 'after' };

/** Which message is disturbed: the n-th from the start of a schedule that a program sends to the broker, or hears from it. */
export interface WireFault {
	readonly way: 'sent' | 'heard';
	readonly nth: number;
	readonly disturbance: Disturbance;
}
