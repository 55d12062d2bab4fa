/** A day of the calendar without a zone, `2026-11-21`. */
export type LocalDate = string;

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Clocks have changed on quarter hours of UTC only since 1972, so that one lookup serves a quarter hour. */
const offsetStepMs = 15 * minuteMs;
/** The most quarter hours that a printer remembers. */
const offsetLimit = 1000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of an IANA zone are ahead of UTC at an instant, ms. Throws RangeError if there is no such zone. */
export function offsetMsAt(at: number, timeZone: string): number {
	let clock = clocks.get(timeZone);
	if (!clock) {
		clock = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
		clocks.set(timeZone, clock);
	}
	const name = clock.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
	const [, sign, hours = '0', minutes = '0', seconds = '0'] = /^GMT([+-])(\d+):(\d+)(?::(\d+))?$/.exec(name) ?? [];
	const size = (Number(hours) * 60 + Number(minutes)) * minuteMs + Number(seconds) * 1000;
	return sign === '-' ? -size : size;
}

/** The date that the calendar in a zone shows at an instant. */
export function localDateAt(at: number, timeZone: string): LocalDate {
	return isoDate(at + offsetMsAt(at, timeZone));
}

/**
 * The first instant of a day in a zone, UTC ms. Where the clocks skip midnight it is the instant at which they do, and a day
 * that a zone has left out begins where the next one does. The day ends where the next begins: 23, 24 or 25 hours later.
 */
export function startOfDay(date: LocalDate, timeZone: string): number {
	const midnight = Date.parse(`${date}T00:00:00Z`);
	const before = offsetMsAt(midnight - dayMs, timeZone);
	const after = offsetMsAt(midnight + dayMs, timeZone);
	const early = midnight - Math.max(before, after);
	const late = midnight - Math.min(before, after);
	if (early + offsetMsAt(early, timeZone) === midnight) return early;
	if (late + offsetMsAt(late, timeZone) === midnight) return late;
	return firstInstant({ from: early, to: late }, (at) => at + offsetMsAt(at, timeZone) >= midnight);
}

/** The day some days later, or earlier if negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
	return isoDate(Date.parse(`${date}T00:00:00Z`) + days * dayMs);
}

/** True if the text is a date that the calendar has, of the years 2000 to 2099. */
export function isLocalDate(text: string): boolean {
	if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false;
	const at = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(at) && isoDate(at) === text;
}

/** Prints instants as ISO 8601 on the clock of a zone, `2026-11-21T14:05:00.000+03:00`; fast where many lie close together. */
export function localIsoPrinter(timeZone: string): (at: number) => string {
	const offsets = new Map<number, { readonly ms: number; readonly text: string }>();
	return (at) => {
		const step = Math.floor(at / offsetStepMs);
		let offset = offsets.get(step);
		if (!offset) {
			if (offsets.size >= offsetLimit) offsets.clear();
			const ms = offsetMsAt(at, timeZone);
			offset = { ms, text: offsetText(ms) };
			offsets.set(step, offset);
		}
		return new Date(at + offset.ms).toISOString().slice(0, -1) + offset.text;
	};
}

function isoDate(utcMs: number): LocalDate {
	return new Date(utcMs).toISOString().slice(0, 10);
}

function offsetText(offsetMs: number): string {
	const minutes = Math.abs(Math.round(offsetMs / minuteMs));
	const part = (count: number) => String(count).padStart(2, '0');
	return `${offsetMs < 0 ? '-' : '+'}${part(Math.trunc(minutes / 60))}:${part(minutes % 60)}`;
}

/** The first instant at which something holds that does not hold at `from` and holds at `to`. */
function firstInstant(span: { from: number; to: number }, holds: (at: number) => boolean): number {
	let { from, to } = span;
	while (to - from > 1) {
		const middle = Math.floor((from + to) / 2);
		if (holds(middle)) to = middle;
		else from = middle;
	}
	return to;
}

/** The month that the calendar in a zone shows at an instant, `2026-11`. */
export function localMonthAt(at: number, timeZone: string): string {
	return localDateAt(at, timeZone).slice(0, 7);
}
