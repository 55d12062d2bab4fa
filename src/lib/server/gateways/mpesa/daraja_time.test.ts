import fc from 'fast-check';
import { expect, test } from 'vitest';
import { darajaDateTime, darajaTimestamp, fromDarajaDateTime, fromDarajaTimestamp } from './daraja_time.ts';

const newYear = Date.parse('2026-12-31T22:30:05Z');

test('the clock of Nairobi is three hours ahead', () => {
	expect(darajaTimestamp(newYear)).toBe('20270101013005');
	expect(darajaDateTime(newYear)).toBe('2027-01-01 01:30:05');
});

test('a timestamp is the same instant again', () => {
	const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
	fc.assert(
		fc.property(seconds, (second) => {
			expect(fromDarajaTimestamp(darajaTimestamp(second * 1000))).toBe(second * 1000);
			expect(fromDarajaDateTime(darajaDateTime(second * 1000))).toBe(second * 1000);
		}),
	);
});

test.each([20190231102115, 20191319102115, 20191219246115, 2019, '', 'now', -20191219102115, 1e300, NaN])(
	'%s is no timestamp',
	(timestamp) => expect(fromDarajaTimestamp(timestamp)).toBeNull(),
);

test.each([
	['2027-01-01T01:30:05+03:00', newYear],
	['2026-12-31T22:30:05Z', newYear],
	['2027-01-01 01:30:05', newYear],
	['2027-01-01T01:30', newYear - 5000],
	['01/01/2027', null],
	['2027-13-01 01:30:05', null],
	['', null],
])('a listed transaction of %s is of %s', (text, at) => expect(fromDarajaDateTime(text)).toBe(at));
