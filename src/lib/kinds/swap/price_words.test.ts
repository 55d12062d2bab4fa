import { expect, test } from 'vitest';
import { tellPrice } from './price_words.ts';

type Price = Parameters<typeof tellPrice>[0];

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
	tellPrice(price).map(({ label, value, note }) => [label, figure(value), ...(note ? [note] : [])].join(' | '));

function figure(value: ReturnType<typeof tellPrice>[number]['value']): string {
	if ('money' in value) return `${value.money.currency} ${value.money.amountMinor}`;
	return 'energyWh' in value ? `${value.energyWh} Wh` : 'neither energy nor money';
}

test('the spec’s example, covered by quota', () => {
	expect(told(covered)).toEqual([
		'New battery | 2850 Wh',
		'Returned battery | 450 Wh',
		'Difference | 2400 Wh',
		'From quota | 2400 Wh | of 45.5 kWh left',
		'To charge | 0 Wh',
		'Price of 1 kWh | KES 12000',
		'Cost | KES 0',
		'To pay | KES 0 | covered by quota',
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
			'Difference | 2400 Wh | cut to two decimals',
			'Cost | KES 28803 | rounded up',
			'To pay | KES 28800 | cut to whole KES',
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
		expect.arrayContaining(['From quota | 2400 Wh | unlimited', 'To pay | KES 0 | less than 1 KES: nothing to pay']),
	);
});
