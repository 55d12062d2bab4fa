/** Waits that end after the same time. */
export interface Deadlines {
	/** Calls `expire` once the time has passed, unless the function it returns is called before. */
	start(expire: () => void): () => void;
}

/** Ends waits after `limitMs`, at most a quarter of it later: one timer for all, where one each would be a part of the cost of a message. */
export function createDeadlines(limitMs: number): Deadlines {
	const waiting = new Map<symbol, { readonly endsAt: number; readonly expire: () => void }>();
	let timer: ReturnType<typeof setTimeout> | undefined;

	function sweep(): void {
		const now = performance.now();
		for (const [wait, { endsAt, expire }] of waiting) {
			if (endsAt > now) break;
			waiting.delete(wait);
			expire();
		}
		timer = waiting.size > 0 ? setTimeout(sweep, limitMs / 4) : undefined;
	}

	return {
		start(expire) {
			const wait = Symbol();
			waiting.set(wait, { endsAt: performance.now() + limitMs, expire });
			timer ??= setTimeout(sweep, limitMs / 4);
			return () => waiting.delete(wait);
		},
	};
}
