/** What one run of a contender showed. */
export interface Sample {
	readonly perSecond: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
	/** Processors that the load's own process kept busy, where it was asked: near 1 it is itself the limit. */
	readonly clientBusy?: number;
	/** The most memory that the measured process has held so far, where it was asked. */
	readonly peakMiB?: number;
}

/** A sample of work that took `elapsedMs` together and `latenciesMs` one by one. */
export function sampleOf(elapsedMs: number, latenciesMs: readonly number[]): Sample {
	const sorted = [...latenciesMs].sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
	return { perSecond: (latenciesMs.length / elapsedMs) * 1000, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Works through the lists, all of them at once and each of them in its order. */
export async function drive<Item>(lists: readonly Item[][], work: (item: Item) => Promise<void>): Promise<Sample> {
	const latencies: number[] = [];
	const startedAt = performance.now();
	await Promise.all(
		lists.map(async (list) => {
			for (const item of list) {
				const begun = performance.now();
				await work(item);
				latencies.push(performance.now() - begun);
			}
		}),
	);
	return sampleOf(performance.now() - startedAt, latencies);
}

/** The middle of a list of numbers; the mean of the two in the middle if there are as many on both sides. */
export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2;
}
