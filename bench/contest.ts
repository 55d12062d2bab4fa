import { median, type Sample } from './sample.ts';

/** Something that is measured, in turn with what it is compared with. */
export interface Contender {
	readonly name: string;
	/** The contenders of which the share is printed. */
	readonly beside?: readonly string[];
	/** One run; `round` counts from 0, and round 0 does not count. */
	run(round: number): Promise<Sample>;
}

/** A contender's figures divided by another's of the same round; the medians of the rounds. */
export interface Share {
	readonly perSecond: number;
	readonly p99Ms: number;
}

/** What the rounds of a contender showed: medians, and the extremes of the rate. */
export interface Row extends Sample {
	readonly name: string;
	readonly min: number;
	readonly max: number;
	readonly beside: Readonly<Record<string, Share>>;
}

/** Runs the contenders in turn, one warm-up round and then `rounds` that count. The machine's drift falls on all of them alike. */
export async function contest(contenders: readonly Contender[], rounds: number): Promise<Row[]> {
	const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
	for (let round = 0; round <= rounds; round++) {
		for (const { name, run } of contenders) {
			const sample = await run(round);
			if (round > 0) samples.get(name)?.push(sample);
		}
	}
	return contenders.map(({ name, beside = [] }) => {
		const own = samples.get(name) ?? [];
		const rates = own.map(({ perSecond }) => perSecond);
		const shareOf = (other: string): Share => {
			const others = samples.get(other) ?? [];
			const share = (figure: 'perSecond' | 'p99Ms') =>
				median(own.map((sample, i) => sample[figure] / (others[i]?.[figure] ?? NaN)));
			return { perSecond: share('perSecond'), p99Ms: share('p99Ms') };
		};
		const busy = own.flatMap(({ clientBusy }) => clientBusy ?? []);
		const peaks = own.flatMap(({ peakMiB }) => peakMiB ?? []);
		return {
			name,
			perSecond: median(rates),
			min: Math.min(...rates),
			max: Math.max(...rates),
			p50Ms: median(own.map(({ p50Ms }) => p50Ms)),
			p99Ms: median(own.map(({ p99Ms }) => p99Ms)),
			...(busy.length > 0 && { clientBusy: median(busy) }),
			...(peaks.length > 0 && { peakMiB: Math.max(...peaks) }),
			beside: Object.fromEntries(beside.filter((other) => samples.has(other)).map((other) => [other, shareOf(other)])),
		};
	});
}
