/** Time as the client uses it; injected, so that tests decide how it passes. */
export interface Timers {
	/** UTC milliseconds. */
	now(): number;
	/** Calls back once after `ms`; the returned function cancels. */
	after(ms: number, callback: () => void): () => void;
}

/** The platform's own timers. */
export const platformTimers: Timers = {
	now: () => Date.now(),
	after(ms, callback) {
		const timer = setTimeout(callback, ms);
		return () => clearTimeout(timer);
	},
};

/** Settles with the promise, or with `late` once `ms` have passed. */
export function withLimit<T, Late>(
	timers: Timers,
	promise: Promise<T>,
	limit: { ms: number; late: Late },
): Promise<T | Late> {
	return new Promise((resolve, reject) => {
		const cancel = timers.after(limit.ms, () => resolve(limit.late));
		promise.then(resolve, reject).finally(cancel);
	});
}
