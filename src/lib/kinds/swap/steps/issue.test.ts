import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { sampleBatteries, sampleFacts, samplePlan, withService } from '#lib/plan/sample_plan.ts';
import { given, testAttendant } from '#lib/session/given.ts';
import { swap } from '../kind.ts';
import { butNow, freshReading, identified, issued, minute, oldReading, reading, takenBack } from '../swap_scenes.ts';
import { issue } from './issue.ts';

const held = (holder: { kind: 'station' | 'rider' | 'workshop'; id: string }) =>
	sampleFacts(samplePlan, [sampleBatteries.old, { ...sampleBatteries.fresh, holder: { ...holder, serviceId: null } }]);

describe('a charged battery is bound', () => {
	test('and the swap gets its price', () => {
		expect(given(swap, takenBack()).when(issue, { reading: freshReading })).toMatchObject({
			ok: true,
			value: {
				events: [
					{
						type: 'issue_bound',
						at: minute(8),
						battery: { id: 'B0723025100049', reading: freshReading },
						price: { diffWh: 2400, quotaWh: 2400, payableMinor: 0, skipReason: 'QUOTA_CREDIT' },
					},
				],
			},
		});
	});

	test('with the whole energy as difference for a first battery', () => {
		const plan = withService(samplePlan, 'fleet', { currentAsset: null });
		expect(given(swap, identified(plan)).when(issue, { reading: freshReading })).toMatchObject({
			value: { events: [{ price: { energyInWh: 0, energyOutWh: 2850, diffWh: 2850 } }] },
		});
	});

	test('with nothing to pay if less goes out than came in', () => {
		const weak = { ...freshReading, energyWh: 400 };
		expect(given(swap, takenBack()).when(issue, { reading: weak })).toMatchObject({
			value: {
				events: [{ price: { diffWh: -50, quotaWh: 0, chargeableWh: 0, costMinor: 0, skipReason: 'QUOTA_CREDIT' } }],
			},
		});
	});
});

describe('refuses', () => {
	test('the battery that came back', () => {
		expect(given(swap, takenBack()).when(issue, { reading: { ...oldReading, energyWh: 2850 } })).toEqual(
			refuse('SAME_BATTERY_SCANNED', { battery: 'B0723025100042' }),
		);
	});

	test('a battery that we do not know', () => {
		expect(given(swap, takenBack()).when(issue, { reading: reading('B9', 2850) })).toEqual(
			refuse('BATTERY_UNKNOWN', { battery: 'B9' }),
		);
	});

	test('one that a rider holds', () => {
		const scene = butNow(takenBack(), { facts: held({ kind: 'rider', id: 'SUB-1' }) });
		expect(given(swap, scene).when(issue, { reading: freshReading })).toEqual(
			refuse('BATTERY_ALREADY_ISSUED', { battery: 'B0723025100049' }),
		);
	});

	test('one of another station', () => {
		const scene = butNow(takenBack(), { facts: held({ kind: 'station', id: 'STATION_001' }) });
		expect(given(swap, scene).when(issue, { reading: freshReading })).toEqual(
			refuse('BATTERY_OF_OTHER_STATION', { battery: 'B0723025100049', station: 'STATION_001' }),
		);
	});

	test('a reading beyond twice its rating', () => {
		expect(given(swap, takenBack()).when(issue, { reading: { ...freshReading, energyWh: 6001 } })).toEqual(
			refuse('READING_IMPLAUSIBLE', { energy: 6001, rated: 3000 }),
		);
	});

	test('a plan without a price for energy', () => {
		const scene = butNow(takenBack(), {
			facts: sampleFacts(withService(samplePlan, 'energy', { unitPriceMinor: null })),
		});
		expect(given(swap, scene).when(issue, { reading: freshReading })).toEqual(
			refuse('RATE_MISSING', { plan: 'SUB-8847-KE' }),
		);
	});

	test('a plan without a swap left', () => {
		const scene = butNow(takenBack(), {
			facts: sampleFacts(withService(samplePlan, 'swap_count', { usedMilli: 20_001 })),
		});
		expect(given(swap, scene).when(issue, { reading: freshReading })).toEqual(
			refuse('QUOTA_EXHAUSTED', { service: 'Swap Count Service' }),
		);
	});

	test('somebody who is in no shift', () => {
		const scene = butNow(takenBack(), { actor: { ...testAttendant, stationId: null } });
		expect(given(swap, scene).when(issue, { reading: freshReading })).toEqual(refuse('NO_OPEN_SHIFT'));
	});

	test.each([identified(), issued()])('it outside its step', (scene) => {
		expect(given(swap, scene).when(issue, { reading: freshReading })).toMatchObject({ code: 'STEP_NOT_OPEN' });
	});
});
