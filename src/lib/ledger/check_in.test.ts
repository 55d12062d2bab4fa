import { expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { sampleBatteries, sampleFacts, samplePlan, withService } from '#lib/plan/sample_plan.ts';
import { checkIn } from './check_in.ts';

const call = {
	plan: samplePlan,
	facts: sampleFacts(),
	batteryId: sampleBatteries.old.id,
	stationId: 'STATION_002',
	key: 'k',
};

test("takes the rider's battery into the rack and gives the input of its return", () => {
	expect(checkIn(call)).toEqual({
		ok: true,
		value: {
			moves: [
				{
					ledger: 'custody',
					key: 'k/in',
					batteryId: 'B0723025100042',
					to: { kind: 'station', id: 'STATION_002', serviceId: null },
					energyWh: null,
				},
			],
			planInputs: ['BATTERY_RETURNED'],
		},
	});
});

test('frees the place that the battery took of a bounded fleet quota', () => {
	const plan = withService(samplePlan, 'fleet', { usedMilli: 1000 });
	expect(checkIn({ ...call, plan })).toMatchObject({
		value: { moves: [{ ledger: 'custody' }, { ledger: 'quota', reason: 'reversal', amountMilli: 1000 }] },
	});
});

test('an overdue rider brings a battery back all the same', () => {
	expect(checkIn({ ...call, plan: { ...samplePlan, paymentState: 'OVERDUE' } }).ok).toBe(true);
});

test('refuses a battery that is not known, and one that this rider does not hold', () => {
	expect(checkIn({ ...call, batteryId: 'B9999' })).toEqual(refuse('BATTERY_UNKNOWN', { battery: 'B9999' }));
	expect(checkIn({ ...call, batteryId: sampleBatteries.fresh.id })).toEqual(
		refuse('BATTERY_MISMATCH', { scanned: 'B0723025100049', expected: 'B0723025100042' }),
	);
});
