import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import { toBase64 } from './codec/base64.ts';
import type { BatteryDriver, RawValues } from './driver.ts';
import type { BleRefusalCode } from './refusals.ts';
import type { BatteryDevice } from './transport.ts';

/** Bytes of a raw value that a reading keeps: a longer one than 400 base64 characters hold is cut. */
const maxRawBytes = 300;

/** What a driver read from a device. */
export interface RawReading {
	readonly driver: BatteryDriver;
	readonly device: BatteryDevice;
	readonly values: RawValues;
	/** Energy of a full battery, Wh. */
	readonly ratedEnergyWh: number;
}

/** Raw values → a reading that keeps them, or the driver's refusal. */
export function toReading({
	driver,
	device,
	values,
	ratedEnergyWh,
}: RawReading): Result<BatteryReading, BleRefusalCode> {
	const claim = driver.decode(values, { deviceName: device.name, ratedEnergyWh });
	if (!claim.ok) return claim;
	const raw = Object.entries(values).map(([key, bytes]) => [key, toBase64(bytes.subarray(0, maxRawBytes))] as const);
	return ok({
		...claim.value,
		flags: [...claim.value.flags],
		source: 'bluetooth',
		deviceId: device.id,
		deviceName: device.name,
		driver: driver.name,
		raw: Object.fromEntries(raw),
	});
}

/** An advertised name without control or broken characters, at most 200 long, or null if nothing is left of it. */
export function cleanDeviceName(name: string | undefined): string | null {
	return (
		name
			?.replace(/[\p{Cc}\p{Cs}]/gu, '')
			.slice(0, 200)
			.toWellFormed()
			.trim() || null
	);
}

/** What to call a device in a message: its short id where its name tells one. */
export function labelOf(device: BatteryDevice): string {
	return device.shortId ?? device.name ?? device.id;
}
