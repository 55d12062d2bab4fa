/** How an operation that may never answer came out. */
export type Outcome<T> =
	| { readonly kind: 'done'; readonly value: T }
	| { readonly kind: 'failed'; readonly error: unknown }
	| { readonly kind: 'timed_out' }
	| { readonly kind: 'aborted' };

/** Runs an operation until it settles, its time limit passes or the signal aborts; never throws. Does not stop the operation itself. */
export function boundedOperation<T>(
	operation: () => Promise<T>,
	{ limitMs, signal }: { limitMs: number; signal: AbortSignal },
): Promise<Outcome<T>> {
	if (signal.aborted) return Promise.resolve({ kind: 'aborted' });
	return new Promise((resolve) => {
		const finish = (outcome: Outcome<T>) => {
			clearTimeout(timer);
			signal.removeEventListener('abort', abort);
			resolve(outcome);
		};
		const abort = () => finish({ kind: 'aborted' });
		const timer = setTimeout(() => finish({ kind: 'timed_out' }), limitMs);
		signal.addEventListener('abort', abort);
		operation().then(
			(value) => finish({ kind: 'done', value }),
			(error: unknown) => finish({ kind: 'failed', error }),
		);
	});
}

/** Waits, in ms; false if the signal aborts before. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
	const never = () => new Promise<never>(() => {});
	const outcome = await boundedOperation(never, { limitMs: ms, signal });
	return outcome.kind === 'timed_out';
}
