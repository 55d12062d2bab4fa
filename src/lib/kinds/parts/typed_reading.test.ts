import { expect, test } from 'vitest';
import { typedReading } from './typed_reading.ts';

test('both figures are taken as they were typed', () => {
	const typed = typedReading({ battery_id: ' B0723025100042 ', energy_wh: '450', charge_percent: '12' });
	expect(typed).toMatchObject({
		ok: true,
		value: { batteryId: 'B0723025100042', energyWh: 450, chargePercent: 12, source: 'manual', flags: [] },
	});
});

test('what is missing is estimated and flagged', () => {
	expect(typedReading({ battery_id: '100042', charge_percent: '12,5' })).toMatchObject({
		value: { energyWh: 375, chargePercent: 12.5, flags: ['energy_estimated'] },
	});
	expect(typedReading({ battery_id: '100042', energy_wh: '450' })).toMatchObject({
		value: { energyWh: 450, chargePercent: 15, flags: ['charge_estimated'] },
	});
});

test('a battery above its nominal energy is full', () => {
	expect(typedReading({ battery_id: '100042', energy_wh: '3100' })).toMatchObject({ value: { chargePercent: 100 } });
});

test.each([
	['battery_id', { battery_id: ' ', energy_wh: '450' }],
	['battery_id', { battery_id: '1000 42', energy_wh: '450' }],
	['energy_wh', { battery_id: '100042' }],
	['energy_wh', { battery_id: '100042', energy_wh: '6001' }],
	['energy_wh', { battery_id: '100042', energy_wh: '-1' }],
	['energy_wh', { battery_id: '100042', energy_wh: '1e3' }],
	['charge_percent', { battery_id: '100042', charge_percent: '101' }],
	['charge_percent', { battery_id: '100042', energy_wh: '450', charge_percent: 'full' }],
])('names the field %s', (path, fields) => {
	expect(typedReading(fields)).toMatchObject({ ok: false, code: 'INPUT_INVALID', params: { path } });
});
