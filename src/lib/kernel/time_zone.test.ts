import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isLocalDate, localDateAt, localIsoPrinter, offsetMsAt, startOfDay } from './time_zone.ts';

const hourMs = 3_600_000;

const zones = [
	'UTC',
	'Africa/Nairobi',
	'Europe/Berlin',
	'America/New_York',
	'America/Sao_Paulo',
	'America/Havana',
	'Africa/Cairo',
	'Asia/Kathmandu',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Kiritimati',
];

describe('the start of a day', () => {
	test.each([
		['2026-11-21', 'Africa/Nairobi', '2026-11-20T21:00:00.000Z'],
		['2026-11-21', 'America/New_York', '2026-11-21T05:00:00.000Z'],
		['2026-11-21', 'Asia/Kathmandu', '2026-11-20T18:15:00.000Z'],
		['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
		['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
		['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
		['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
		['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
	])('%s in %s is %s', (date, zone, instant) => {
		expect(new Date(startOfDay(date, zone)).toISOString()).toBe(instant);
	});

	test.each([
		['2026-03-29', 23],
		['2026-10-25', 25],
		['2026-06-01', 24],
	])('leaves %s in Berlin %i hours', (date, hours) => {
		const length = startOfDay(addDays(date, 1), 'Europe/Berlin') - startOfDay(date, 'Europe/Berlin');
		expect(length).toBe(hours * hourMs);
	});

	test('parts the instants of every zone into their local dates', () => {
		const instant = fc.integer({ min: Date.UTC(2012, 0, 3), max: Date.UTC(2037, 0, 1) });
		fc.assert(
			fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
				const date = localDateAt(at, zone);
				expect(startOfDay(date, zone)).toBeLessThanOrEqual(at);
				expect(startOfDay(addDays(date, 1), zone)).toBeGreaterThan(at);
			}),
		);
	});

	test('is the first instant of its date', () => {
		const day = fc.integer({ min: 0, max: 365 * 20 }).map((days) => addDays('2013-01-01', days));
		fc.assert(
			fc.property(day, fc.constantFrom(...zones), (date, zone) => {
				const start = startOfDay(date, zone);
				expect(localDateAt(start, zone)).toBe(date);
				expect(localDateAt(start - 1, zone)).toBe(addDays(date, -1));
			}),
		);
	});
});

test('prints an instant on the clock of the zone, with its offset', () => {
	const print = localIsoPrinter('Europe/Berlin');
	expect(print(Date.UTC(2026, 9, 25, 0, 59, 59, 999))).toBe('2026-10-25T02:59:59.999+02:00');
	expect(print(Date.UTC(2026, 9, 25, 1))).toBe('2026-10-25T02:00:00.000+01:00');
	expect(localIsoPrinter('America/New_York')(0)).toBe('1969-12-31T19:00:00.000-05:00');
	expect(localIsoPrinter('UTC')(0)).toBe('1970-01-01T00:00:00.000+00:00');
});

test('prints what reads back as the same instant', () => {
	const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2037, 0, 1) });
	fc.assert(
		fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
			expect(Date.parse(localIsoPrinter(zone)(at))).toBe(at);
		}),
	);
});

test('knows no zone that does not exist', () => {
	expect(() => offsetMsAt(0, 'Africa/Atlantis')).toThrow(RangeError);
});

test.each([
	['2026-02-28', true],
	['2028-02-29', true],
	['2026-02-29', false],
	['2026-13-01', false],
	['2026-1-1', false],
	['1999-12-31', false],
	['21/11/2026', false],
	['', false],
])('%s is a date: %s', (text, expected) => expect(isLocalDate(text)).toBe(expected));
