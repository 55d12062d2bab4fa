import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { sampleBatteries, sampleFacts, samplePlan, withService } from '#lib/plan/sample_plan.ts';
import { given } from '#lib/session/given.ts';
import { swap } from '../kind.ts';
import { begun, butNow, identified, minute, oldReading, reading, takenBack } from '../swap_scenes.ts';
import { takeBack } from './take_back.ts';

const bound = (change: object) => ({ ok: true, value: { events: [{ type: 'return_bound', ...change }] } });

describe('the battery on the plan comes back', () => {
	test('read over Bluetooth', () => {
		expect(given(swap, identified()).when(takeBack, { reading: oldReading })).toEqual(
			bound({ at: minute(5), battery: { id: 'B0723025100042', reading: oldReading } }),
		);
	});

	test('in any case of its letters, under the id that the operator knows', () => {
		const lower = { ...oldReading, batteryId: 'b0723025100042' };
		expect(given(swap, identified()).when(takeBack, { reading: lower })).toMatchObject(
			bound({ battery: { id: 'B0723025100042' } }),
		);
	});

	test('typed by its short id, which is flagged', () => {
		const typed = { ...oldReading, batteryId: '100042', source: 'manual' };
		expect(given(swap, identified()).when(takeBack, { reading: typed })).toMatchObject(
			bound({ battery: { id: 'B0723025100042', reading: { flags: ['manual_reading'] } } }),
		);
	});

	test('with more energy than its rating, which is flagged', () => {
		const full = { ...oldReading, energyWh: 3601 };
		expect(given(swap, identified()).when(takeBack, { reading: full })).toMatchObject(
			bound({ battery: { reading: { flags: ['energy_above_rating'] } } }),
		);
	});

	test('even if the plan names another one by now: the plan decides', () => {
		const plan = withService(samplePlan, 'fleet', { currentAsset: sampleBatteries.other.id });
		const scene = butNow(identified(), { facts: sampleFacts(plan) });
		expect(given(swap, scene).when(takeBack, { reading: oldReading })).toEqual(
			refuse('BATTERY_MISMATCH', { scanned: '100042', expected: '100077' }),
		);
	});
});

describe('refuses', () => {
	test('a battery that is not on the plan', () => {
		expect(given(swap, identified()).when(takeBack, { reading: reading('B0723025100099', 450) })).toEqual(
			refuse('BATTERY_MISMATCH', { scanned: '100099', expected: '100042' }),
		);
	});

	test('a short id over Bluetooth, for an advertised name can be spoofed', () => {
		expect(given(swap, identified()).when(takeBack, { reading: { ...oldReading, batteryId: '100042' } })).toMatchObject(
			{
				code: 'BATTERY_MISMATCH',
			},
		);
	});

	test('any battery if the plan holds none', () => {
		const plan = withService(samplePlan, 'fleet', { currentAsset: null });
		const scene = butNow(identified(), { facts: sampleFacts(plan) });
		expect(given(swap, scene).when(takeBack, { reading: oldReading })).toEqual(
			refuse('BATTERY_MISMATCH', { scanned: '100042', expected: null }),
		);
	});

	test('energy beyond twice its rating', () => {
		expect(given(swap, identified()).when(takeBack, { reading: { ...oldReading, energyWh: 6001 } })).toEqual(
			refuse('READING_IMPLAUSIBLE', { energy: 6001, rated: 3000 }),
		);
	});

	test.each([NaN, Infinity, -1, 0.5, 100_001])('%s Wh', (energyWh) => {
		expect(given(swap, identified()).when(takeBack, { reading: { ...oldReading, energyWh } })).toMatchObject({
			code: 'INPUT_INVALID',
			params: { path: 'reading.energyWh' },
		});
	});

	test.each([begun(), takenBack()])('it outside its step', (scene) => {
		expect(given(swap, scene).when(takeBack, { reading: oldReading })).toMatchObject({ code: 'STEP_NOT_OPEN' });
	});
});
