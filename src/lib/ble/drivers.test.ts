import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { batteryReading } from '#lib/kernel/battery_reading.ts';
import { batteryDrivers } from './drivers.ts';
import { cleanDeviceName, toReading } from './reading.ts';

const wholeUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe.each(batteryDrivers)('driver $name', (driver) => {
	test('names services and characteristics as browsers want them, and each value once', () => {
		for (const { service, characteristic } of driver.readPlan) {
			expect(service).toMatch(wholeUuid);
			expect(characteristic).toMatch(wholeUuid);
		}
		expect(new Set(driver.readPlan.map(({ key }) => key)).size).toBe(driver.readPlan.length);
	});

	test('encodes what its plan reads, with everything that is required', () => {
		const encoded = Object.keys(driver.encode({ id: 'B0723025100049', energyWh: 2850, chargePercent: 95 }));
		const required = driver.readPlan.filter((planned) => planned.required).map(({ key }) => key);
		expect(driver.readPlan.map(({ key }) => key)).toEqual(expect.arrayContaining(encoded));
		expect(encoded).toEqual(expect.arrayContaining(required));
	});

	test('makes a valid reading or a refusal of any bytes and any name', () => {
		const bytes = fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.uint8Array({ maxLength: 512, size: 'max' }));
		const anyValues = fc.dictionary(fc.constantFrom(...driver.readPlan.map(({ key }) => key)), bytes);
		fc.assert(
			fc.property(anyValues, fc.string({ unit: 'binary', maxLength: 248 }), (values, name) => {
				const device = { id: 'device', name: cleanDeviceName(name), shortId: null };
				const reading = toReading({ driver, device, values, ratedEnergyWh: 3000 });
				expect(reading.ok ? v.safeParse(batteryReading, reading.value).issues : undefined).toBeUndefined();
			}),
		);
	});
});

test('every name has a driver', () => {
	fc.assert(
		fc.property(fc.option(fc.string()), (name) => {
			expect(batteryDrivers.some((driver) => driver.matches(name))).toBe(true);
		}),
	);
});
