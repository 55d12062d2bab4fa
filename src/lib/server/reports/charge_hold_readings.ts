import type { ChargeProgress } from '#lib/charging/charge.ts';
import type { StoredEvent } from '#lib/server/store/load_session.ts';

/** The most readings that are told of a session. */
const readingLimit = 60;

/** How a session stood after something was told of it. Energy Wh, power W, level in percent, UTC milliseconds. */
export interface ChargeReading {
	readonly at: number;
	readonly energyWh: number;
	readonly powerW: number | null;
	readonly level: number | null;
	readonly registerWh: number | null;
	/** What this reading brought up: codes of `charging/flags.ts`. */
	readonly raised: readonly string[];
}

/** What was told of a session, first to last: evenly thinned where there is a lot of it, but for what raised a doubt and the last one. */
export function chargeReadings(events: readonly StoredEvent[]): ChargeReading[] {
	let known: readonly string[] = [];
	let last: ChargeProgress | null = null as ChargeProgress | null;
	const all = events.flatMap(({ data }) => {
		const progress = progressOf(data);
		if (!progress) return [];
		const codes = progress.flags.map(({ code }) => code);
		const raised = codes.filter((code) => !known.includes(code));
		known = codes;
		const { newsAt: at, energyWh, powerW, level, register } = progress;
		const isRepeat = at === last?.newsAt && energyWh === last.energyWh && raised.length === 0;
		last = progress;
		return isRepeat ? [] : [{ at, energyWh, powerW, level, registerWh: register?.wh ?? null, raised }];
	});
	const step = Math.ceil(all.length / readingLimit);
	return all.filter(({ raised }, index) => index % step === 0 || raised.length > 0 || index === all.length - 1);
}

function progressOf(data: Readonly<Record<string, unknown>>): ChargeProgress | null {
	const { progress, end } = data as { progress?: ChargeProgress; end?: { progress?: ChargeProgress } | null };
	return progress ?? end?.progress ?? null;
}
