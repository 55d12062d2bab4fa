import { expect, test } from 'vitest';
import { ok, refuse } from '#lib/kernel/result.ts';
import { batteryServiceDriver } from './battery_service_driver.ts';
import { encodeUint8 } from './codec/integers.ts';

const context = { deviceName: 'Acme Pack B0723025100077', ratedEnergyWh: 3000 };
const values = batteryServiceDriver.encode({ id: 'SN-1', energyWh: 0, chargePercent: 60 });

test('energy is the level of the rated energy, and flagged as estimated', () => {
	expect(batteryServiceDriver.decode(values, context)).toEqual(
		ok({ batteryId: 'SN-1', energyWh: 1800, chargePercent: 60, flags: ['energy_estimated'] }),
	);
});

test('takes the id from the name where the serial number is hidden, and flags that', () => {
	expect(batteryServiceDriver.decode({ battery_level: encodeUint8(60) }, context)).toMatchObject({
		value: { batteryId: 'B0723025100077', flags: ['energy_estimated', 'id_from_name'] },
	});
});

test('refuses a battery that tells no id at all', () => {
	const claim = batteryServiceDriver.decode({ battery_level: encodeUint8(60) }, { ...context, deviceName: null });
	expect(claim).toEqual(refuse('BLE_NO_BATTERY_ID', { battery: null }));
});

test('a level above 100 % is flagged and counts as full', () => {
	expect(batteryServiceDriver.decode({ ...values, battery_level: encodeUint8(200) }, context)).toMatchObject({
		value: { energyWh: 3000, chargePercent: 100, flags: ['charge_out_of_range', 'energy_estimated'] },
	});
});

test('refuses a level without a byte', () => {
	expect(batteryServiceDriver.decode({ ...values, battery_level: new Uint8Array() }, context)).toMatchObject({
		code: 'BLE_NOT_A_BATTERY',
	});
});
