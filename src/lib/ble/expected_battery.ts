import { sameBattery, shortBatteryId } from '#lib/kernel/battery_reading.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { BatteryDevice } from './transport.ts';

/**
 * Refuses a device whose name tells another short id than that of the expected id, whole or short. A name proves nothing
 * the other way: who a battery is shows in its reading.
 */
export function checkExpected(
	device: BatteryDevice,
	expectedId: string | null,
): Result<BatteryDevice, 'BLE_OTHER_BATTERY_CHOSEN'> {
	if (expectedId === null || device.shortId === null) return ok(device);
	const expected = shortBatteryId(expectedId);
	if (sameBattery(device.shortId, expected)) return ok(device);
	return refuse('BLE_OTHER_BATTERY_CHOSEN', { chosen: device.shortId, expected });
}
