import { expect, test } from 'vitest';
import { priceRows } from './price_rows.ts';

type Price = Parameters<typeof priceRows>[0];

const covered: Price = {
	currency: 'KES',
	energyInWh: 450,
	energyOutWh: 2850,
	diffWh: 2400,
	quotaAvailableWh: 45_500,
	quotaWh: 2400,
	chargeableWh: 0,
	rateMinor: 12_000,
	costMinor: 0,
	payableMinor: 0,
	swapLeft: true,
	sufficientQuota: true,
	skipReason: 'QUOTA_CREDIT',
};

const told = (price: Price) =>
	priceRows(price, 'en').map(({ label, value, note }) =>
		[label, value, ...(note ? [note] : [])].join(' | ').replace(/\u00a0/g, ' '),
	);

test('the spec’s example, covered by quota', () => {
	expect(told(covered)).toEqual([
		'New battery | 2.85 kWh',
		'Returned battery | 0.45 kWh',
		'Difference | 2.4 kWh',
		'From quota | 2.4 kWh | of 45.5 kWh left',
		'To charge | 0 kWh',
		'Price of 1 kWh | KES 120.00',
		'Cost | KES 0.00',
		'To pay | KES 0.00 | covered by quota',
	]);
});

test('each rounding is named', () => {
	const price: Price = {
		...covered,
		energyOutWh: 2859,
		quotaWh: 0,
		chargeableWh: 2400,
		rateMinor: 12_001,
		costMinor: 28_803,
		payableMinor: 28_800,
		skipReason: null,
	};
	expect(told(price)).toEqual(
		expect.arrayContaining([
			'Difference | 2.4 kWh | cut to two decimals',
			'Cost | KES 288.03 | rounded up',
			'To pay | KES 288.00 | cut to whole KES',
		]),
	);
});

test('less than a whole unit is not to pay, and an unlimited quota has no number', () => {
	const price: Price = {
		...covered,
		quotaAvailableWh: null,
		costMinor: 60,
		chargeableWh: 5,
		skipReason: 'ZERO_COST_ROUNDING',
	};
	expect(told(price)).toEqual(
		expect.arrayContaining(['From quota | 2.4 kWh | unlimited', 'To pay | KES 0.00 | less than 1 KES: nothing to pay']),
	);
});
