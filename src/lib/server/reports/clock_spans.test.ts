import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localIsoPrinter } from '#lib/kernel/time_zone.ts';
import { clockSpans } from './clock_spans.ts';

const hourMs = 3_600_000;

test('a year in Berlin has three spans, cut where the clocks change', () => {
	const [fromMs, untilMs] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')];
	const [spring, autumn] = [Date.parse('2026-03-29T01:00:00Z'), Date.parse('2026-10-25T01:00:00Z')];
	expect(clockSpans({ fromMs, untilMs }, 'Europe/Berlin')).toEqual([
		{ fromMs, untilMs: spring, offsetMs: hourMs, offsetText: '+01:00' },
		{ fromMs: spring, untilMs: autumn, offsetMs: 2 * hourMs, offsetText: '+02:00' },
		{ fromMs: autumn, untilMs, offsetMs: hourMs, offsetText: '+01:00' },
	]);
});

test('an empty span has no parts', () => {
	expect(clockSpans({ fromMs: 5, untilMs: 5 }, 'UTC')).toEqual([]);
});

test('every instant is in one span, told as the printer tells it', () => {
	const zones = fc.constantFrom('Africa/Nairobi', 'Africa/Casablanca', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC');
	const start = Date.parse('2020-01-01T00:00:00Z');
	const instants = fc.integer({ min: start, max: start + 3 * 365 * 24 * hourMs });
	fc.assert(
		fc.property(zones, fc.tuple(instants, instants), instants, (timeZone, [a, b], at) => {
			const [fromMs, untilMs] = [Math.min(a, b), Math.max(a, b)];
			const spans = clockSpans({ fromMs, untilMs }, timeZone).filter((span) => span.fromMs <= at && at < span.untilMs);
			expect(spans).toHaveLength(fromMs <= at && at < untilMs ? 1 : 0);
			for (const { offsetMs, offsetText } of spans) {
				const told = new Date(at + offsetMs).toISOString().slice(0, -1) + offsetText;
				expect(told).toBe(localIsoPrinter(timeZone)(at));
			}
		}),
		{ numRuns: 50 },
	);
});
