import * as v from 'valibot';
import { boundedInteger, boundedNumber, idText, safeText } from './schemas.ts';

/**
 * What a battery said of itself, over Bluetooth or by its display. A claim, not a fact: the server bounds it again,
 * keeps the raw bytes with it and lists in `flags` what is implausible.
 */
export const batteryReading = v.object({
	/** Whole id as the battery reports it (OPID, PPID, serial number) or as typed. */
	batteryId: idText,
	/** Usable energy, Wh. */
	energyWh: boundedInteger(0, 100_000),
	/** State of charge, %. */
	chargePercent: boundedNumber(0, 100),
	source: v.picklist(['bluetooth', 'manual']),
	/** Web Bluetooth device id; a browser never sees the MAC address. */
	deviceId: v.nullable(safeText(200)),
	/** Advertised name. */
	deviceName: v.nullable(safeText(200)),
	/** Name of the driver that read it. */
	driver: v.nullable(safeText(40)),
	/** Raw characteristic values, base64 by characteristic name. */
	raw: v.pipe(v.record(safeText(60), v.pipe(v.string(), v.maxLength(400), v.base64())), v.maxEntries(40)),
	/** What looked implausible, for example `energy_above_rating`. */
	flags: v.pipe(v.array(safeText(40)), v.maxLength(16)),
});

export type BatteryReading = v.InferOutput<typeof batteryReading>;

/** The last six characters of a battery's id: what its label and advertised name show. */
export function shortBatteryId(batteryId: string): string {
	return batteryId.trim().slice(-6);
}

/** True if two ids name one battery: whole, trimmed, in any case. Names can be spoofed, so short ids do not count. */
export function sameBattery(a: string, b: string): boolean {
	return a.trim().toUpperCase() === b.trim().toUpperCase();
}
