/**
 * A broken machine: the database does not answer, the broker is down, a provider times out.
 * Thrown where it happens and caught once at the edge, which answers with a support code.
 */
export class FaultError extends Error {
	/** The part that broke, for example `store` or `mqtt`. */
	readonly source: string;
	/** Milliseconds after which trying again can help; undefined if it cannot. */
	readonly retryAfterMs: number | undefined;

	constructor(source: string, message: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
		super(message, { cause: options.cause });
		this.name = 'FaultError';
		this.source = source;
		this.retryAfterMs = options.retryAfterMs;
	}
}
