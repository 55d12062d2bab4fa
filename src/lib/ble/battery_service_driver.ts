import * as v from 'valibot';
import { ok, refuse } from '#lib/kernel/result.ts';
import { idText } from '#lib/kernel/schemas.ts';
import { decodeAscii, encodeAscii } from './codec/ascii.ts';
import { decodeUint8, encodeUint8 } from './codec/integers.ts';
import type { BatteryDriver } from './driver.ts';
import { boundClaim } from './plausible.ts';

const batteryService = '0000180f-0000-1000-8000-00805f9b34fb';
const deviceInformation = '0000180a-0000-1000-8000-00805f9b34fb';

/**
 * Any battery of the Bluetooth SIG's Battery Service: charge from its level, energy = level × rated energy, flagged
 * `energy_estimated`. Chromium hides the serial number from pages, so that the id then comes from the last word of the
 * advertised name, flagged `id_from_name`.
 */
export const batteryServiceDriver: BatteryDriver = {
	name: 'battery_service',
	filters: [{ services: [batteryService] }],
	readPlan: [
		{ key: 'serial_number', service: deviceInformation, characteristic: assigned('2a25'), required: false },
		{ key: 'model_number', service: deviceInformation, characteristic: assigned('2a24'), required: false },
		{ key: 'battery_level', service: batteryService, characteristic: assigned('2a19'), required: true },
	],
	matches: () => true,
	shortId: () => null,
	decode(values, { deviceName, ratedEnergyWh }) {
		const serialNumber = decodeAscii(values['serial_number'] ?? new Uint8Array());
		const batteryId = serialNumber || lastWord(deviceName);
		if (!v.is(idText, batteryId)) return refuse('BLE_NO_BATTERY_ID', { battery: deviceName });
		const chargePercent = decodeUint8(values['battery_level'] ?? new Uint8Array());
		if (chargePercent === null) return refuse('BLE_NOT_A_BATTERY', { battery: deviceName });
		const energyWh = (Math.min(chargePercent, 100) * ratedEnergyWh) / 100;
		const claim = boundClaim({ energyWh, chargePercent, packMillivolts: null }, ratedEnergyWh);
		const flags = ['energy_estimated', ...(serialNumber ? [] : ['id_from_name'])];
		return ok({ batteryId, ...claim, flags: [...claim.flags, ...flags] });
	},
	encode({ id, chargePercent }) {
		return { serial_number: encodeAscii(id), battery_level: encodeUint8(chargePercent) };
	},
};

/** Whole UUID of a number that the Bluetooth SIG assigned. */
function assigned(number: string): string {
	return `0000${number}-0000-1000-8000-00805f9b34fb`;
}

function lastWord(name: string | null): string {
	return name?.trim().split(/\s+/).at(-1) ?? '';
}
