import { describe, expect, test } from 'vitest';
import { foldEvents, startSession } from '#lib/session/fold.ts';
import { spentPlan } from '#lib/plan/sample_plan.ts';
import { swap } from './kind.ts';
import { swapSections } from './sections.ts';
import { emptySwap, type SwapData } from './state.ts';
import { identified, requested, waived, type SwapScene } from './swap_scenes.ts';
import { tellSwap } from './tell.ts';

const start = {
	id: 'att-sess-1',
	at: 0,
	device: { device_id: 'd', app_version: '1', platform: 'web', locale: 'en' },
	actor: { type: 'attendant', id: 'a', name: 'A', station: 'STATION_002' },
};

function dataOf(scene: SwapScene): SwapData {
	return foldEvents(swap, startSession(swap, start), scene.events ?? []).data;
}

function rowOf(scene: SwapScene, title: string, label: string) {
	return swapSections(dataOf(scene))
		.find((section) => section.title === title)
		?.rows.find((row) => row.label === label);
}

test('a swap in which nothing happened has no sections', () => expect(swapSections(emptySwap())).toEqual([]));

test('what is not known yet is left out', () => {
	expect(swapSections(dataOf(identified())).map(({ title }) => title)).toEqual(['Customer']);
});

describe('the price', () => {
	test('is explained where quota covers it', () => {
		expect(rowOf(waived(), 'Price', 'From quota')).toEqual({
			label: 'From quota',
			value: { energyWh: 2400 },
			note: 'of 45.5 kWh left',
		});
		expect(rowOf(waived(), 'Price', 'To pay')).toMatchObject({ note: 'covered by quota', strong: true });
	});

	test('is explained where it is to be paid', () => {
		const payable = rowOf(requested(spentPlan), 'Price', 'To pay');
		expect(payable).toMatchObject({ value: { money: { amountMinor: 28_800, currency: 'KES' } } });
	});
});

describe('an event in words', () => {
	test.each([
		['return_bound', '100042, 0.45 kWh, 12 %, read over Bluetooth'],
		['payment_requested', 'KES 288'],
	])('%s: %s', (type, body) => {
		const event = requested().events?.find((candidate) => candidate.type === type);
		expect(event && tellSwap({ ...event })?.body).toBe(body);
	});

	test('is missing for a type that no swap has', () => {
		expect(tellSwap({ type: 'toString', at: 0 })).toBeUndefined();
	});
});
