import { describe, expect, test } from 'vitest';
import { formatDateTime, formatDuration, formatEnergy, formatMoney, formatPercent, formatRelative } from './format.ts';

const spaces = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('money', () => {
	test('shows the cents of a currency that has them', () => {
		expect(spaces(formatMoney({ amountMinor: 28_800, currency: 'KES' }, 'en'))).toBe('KES 288.00');
	});
	test('shows none where there are none', () => {
		expect(spaces(formatMoney({ amountMinor: 1_500, currency: 'UGX' }, 'en'))).toBe('UGX 1,500');
	});
});

test('cuts energy to 2 decimals and never rounds it up', () => {
	expect(spaces(formatEnergy(2_405, 'en'))).toBe('2.4 kWh');
	expect(spaces(formatEnergy(2_409, 'en'))).toBe('2.4 kWh');
	expect(spaces(formatEnergy(45_500, 'de'))).toBe('45,5 kWh');
});

test('takes percent from 0 to 100', () => expect(formatPercent(45, 'en')).toBe('45%'));

test('tells the time on the clock of the zone', () => {
	const at = Date.UTC(2026, 10, 21, 22, 30);
	expect(formatDateTime(at, { locale: 'en-GB', timeZone: 'Africa/Nairobi' })).toBe('22 Nov 2026, 01:30');
});

test.each([
	[-30_000, '30 seconds ago'],
	[-60_000, '1 minute ago'],
	[-3_599_000, '59 minutes ago'],
	[-86_400_000, 'yesterday'],
	[7_200_000, 'in 2 hours'],
	[0, 'now'],
])('tells a distance of %i ms as %s', (distanceMs, words) => expect(formatRelative(distanceMs, 0, 'en')).toBe(words));

test.each([
	[0, '0 sec'],
	[252_900, '4 min 12 sec'],
	[3_600_000, '1 hr'],
	[3_905_000, '1 hr 5 min'],
])('tells a duration of %i ms as %s', (durationMs, words) => expect(formatDuration(durationMs, 'en')).toBe(words));
