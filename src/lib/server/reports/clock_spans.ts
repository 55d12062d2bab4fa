import { localIsoPrinter, offsetMsAt } from '#lib/kernel/time_zone.ts';

/** Instants in [fromMs, untilMs) between which the clocks of a zone do not change. */
export interface ClockSpan {
	readonly fromMs: number;
	readonly untilMs: number;
	/** How far the clocks are ahead of UTC. */
	readonly offsetMs: number;
	/** As it stands behind a local time, `+03:00`. */
	readonly offsetText: string;
}

/** No zone has changed its clocks twice within a day since 1970, ms. */
const stepMs = 86_400_000;

/** Cuts a span of time where the clocks of an IANA zone change. An empty span has no parts. */
export function clockSpans({ fromMs, untilMs }: { fromMs: number; untilMs: number }, timeZone: string): ClockSpan[] {
	const print = localIsoPrinter(timeZone);
	const spans: ClockSpan[] = [];
	for (let at = fromMs; at < untilMs;) {
		const end = nextChange({ at, untilMs }, timeZone);
		const offsetText = print(at).slice('2026-11-21T14:05:00.000'.length);
		spans.push({ fromMs: at, untilMs: end, offsetMs: offsetMsAt(at, timeZone), offsetText });
		at = end;
	}
	return spans;
}

function nextChange({ at, untilMs }: { at: number; untilMs: number }, timeZone: string): number {
	const offset = offsetMsAt(at, timeZone);
	let same = at;
	while (same < untilMs - 1) {
		const next = Math.min(same + stepMs, untilMs - 1);
		if (offsetMsAt(next, timeZone) !== offset) return changeBetween(same, next, timeZone);
		same = next;
	}
	return untilMs;
}

/** The first instant after `from` with another offset, where `to` has it. */
function changeBetween(from: number, to: number, timeZone: string): number {
	const offset = offsetMsAt(from, timeZone);
	let [same, other] = [from, to];
	while (other - same > 1) {
		const middle = Math.floor((same + other) / 2);
		if (offsetMsAt(middle, timeZone) === offset) same = middle;
		else other = middle;
	}
	return other;
}
