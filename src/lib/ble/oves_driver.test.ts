import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ok, refuse } from '#lib/kernel/result.ts';
import { encodeAscii } from './codec/ascii.ts';
import { encodeInt32, encodeUint16 } from './codec/integers.ts';
import { ovesDriver } from './oves_driver.ts';

const context = { deviceName: 'OVES BATT 100049', ratedEnergyWh: 3000 };
const values = {
	opid: encodeAscii('B0723025100049', 32),
	ppid: encodeAscii('PP-100049', 32),
	pckv: encodeInt32(75_470),
	rsoc: encodeUint16(37),
	rcap: encodeUint16(15_290),
	fccp: encodeUint16(30_580),
};

test('reads identity, energy and charge', () => {
	expect(ovesDriver.decode(values, context)).toEqual(
		ok({ batteryId: 'B0723025100049', energyWh: 1154, chargePercent: 50, flags: [] }),
	);
});

test('takes the PPID where the OPID is empty', () => {
	const claim = ovesDriver.decode({ ...values, opid: encodeAscii('', 32) }, context);
	expect(claim).toMatchObject({ value: { batteryId: 'PP-100049' } });
});

test('takes the state of charge where the full capacity is untold', () => {
	const { fccp: _, ...rest } = values;
	expect(ovesDriver.decode({ ...values, fccp: encodeUint16(0) }, context)).toMatchObject({
		value: { chargePercent: 37 },
	});
	expect(ovesDriver.decode(rest, context)).toMatchObject({ value: { chargePercent: 37 } });
});

test('an empty battery has no charge', () => {
	const claim = ovesDriver.decode({ ...values, rcap: encodeUint16(0) }, context);
	expect(claim).toMatchObject({ value: { energyWh: 0, chargePercent: 0, flags: [] } });
});

test('flags more energy than a battery holds', () => {
	const claim = ovesDriver.decode({ ...values, pckv: encodeInt32(750_000) }, context);
	expect(claim).toMatchObject({ value: { flags: ['energy_above_rating', 'voltage_implausible'] } });
});

test('refuses a battery without a valid id', () => {
	const claim = ovesDriver.decode({ ...values, opid: Uint8Array.of(0xff, 0xff, 0xff) }, context);
	expect(claim).toEqual(refuse('BLE_NO_BATTERY_ID', { battery: 'OVES BATT 100049' }));
});

test('refuses values that are too short', () => {
	const claim = ovesDriver.decode({ ...values, pckv: encodeUint16(7_547) }, context);
	expect(claim).toEqual(refuse('BLE_NOT_A_BATTERY', { battery: 'OVES BATT 100049' }));
});

test('the examples encode as 75 V × 38000 mAh and 75 V × 6000 mAh', () => {
	const full = ovesDriver.encode({ id: 'B0723025100049', energyWh: 2850, chargePercent: 95 });
	const low = ovesDriver.encode({ id: 'B0723025100042', energyWh: 450, chargePercent: 12 });
	expect([full['pckv'], full['rcap']]).toEqual([encodeInt32(75_000), encodeUint16(38_000)]);
	expect([low['pckv'], low['rcap']]).toEqual([encodeInt32(75_000), encodeUint16(6_000)]);
});

test('every battery decodes as it was encoded', () => {
	fc.assert(
		fc.property(fc.stringMatching(/^[A-Z0-9]{6,32}$/), fc.nat(4900), fc.nat(100), (id, energyWh, chargePercent) => {
			const claim = ovesDriver.decode(ovesDriver.encode({ id, energyWh, chargePercent }), context);
			expect(claim).toMatchObject(ok({ batteryId: id, energyWh, chargePercent }));
		}),
	);
});

test('reads the batteries of the vendor only', () => {
	expect(['OVES BATT 100049', 'OVES Batt 45AH2311000102'].every((name) => ovesDriver.matches(name))).toBe(true);
	expect(['OVES CHGR 100049', 'ACME BATT 100049', null].some((name) => ovesDriver.matches(name))).toBe(false);
});
