import * as v from 'valibot';
import { ok, refuse } from '#lib/kernel/result.ts';
import { idText } from '#lib/kernel/schemas.ts';
import { parseAdvertisedName } from './advertised_name.ts';
import { decodeAscii, encodeAscii } from './codec/ascii.ts';
import { capacityMahOf, energyWhOf } from './codec/energy.ts';
import { decodeInt32, decodeUint16, encodeInt32, encodeUint16 } from './codec/integers.ts';
import type { BatteryDriver, PlannedRead, RawValues } from './driver.ts';
import { boundClaim } from './plausible.ts';

const identityService = '9b071000-d1ec-4451-be62-f86a05dd9b47';
const dataService = '9b074000-d1ec-4451-be62-f86a05dd9b47';

/** The six of the data service's characteristics that matter: reading all of it takes 4.6 s, one takes about 75 ms. */
const readPlan = [
	planned('opid', { service: identityService, number: '1001', required: true }),
	planned('ppid', { service: identityService, number: '1002', required: false }),
	planned('pckv', { service: dataService, number: '4005', required: true }),
	planned('rsoc', { service: dataService, number: '4007', required: true }),
	planned('rcap', { service: dataService, number: '4008', required: true }),
	planned('fccp', { service: dataService, number: '4009', required: false }),
];

/** Bytes of an identity characteristic. */
const idLength = 32;
const simulatedPackMillivolts = 75_000;

/** OVES batteries: identity from OPID or PPID, energy = remaining capacity × pack voltage. */
export const ovesDriver: BatteryDriver = {
	name: 'oves',
	filters: [{ namePrefix: 'OVES' }],
	readPlan,
	matches(deviceName) {
		const name = parseAdvertisedName(deviceName);
		return name?.vendor === 'OVES' && name.productType === 'BATT';
	},
	shortId: (deviceName) => parseAdvertisedName(deviceName)?.shortId ?? null,
	decode(values, { deviceName, ratedEnergyWh }) {
		const batteryId = textOf(values, 'opid') || textOf(values, 'ppid');
		if (!v.is(idText, batteryId)) return refuse('BLE_NO_BATTERY_ID', { battery: deviceName });
		const packMillivolts = decodeInt32(bytesOf(values, 'pckv'));
		const remainingMah = decodeUint16(bytesOf(values, 'rcap'));
		const chargePercent = chargePercentOf(values);
		if (packMillivolts === null || remainingMah === null || chargePercent === null) {
			return refuse('BLE_NOT_A_BATTERY', { battery: deviceName });
		}
		const energyWh = energyWhOf(remainingMah, packMillivolts);
		return ok({ batteryId, ...boundClaim({ energyWh, chargePercent, packMillivolts }, ratedEnergyWh) });
	},
	encode({ id, energyWh, chargePercent }) {
		const remainingMah = capacityMahOf(energyWh, simulatedPackMillivolts);
		return {
			opid: encodeAscii(id, idLength),
			ppid: encodeAscii('', idLength),
			pckv: encodeInt32(simulatedPackMillivolts),
			rsoc: encodeUint16(chargePercent),
			rcap: encodeUint16(remainingMah),
			fccp: encodeUint16(fullMahOf(remainingMah, chargePercent)),
		};
	},
};

function planned(key: string, read: { service: string; number: string; required: boolean }): PlannedRead {
	const { service, number, required } = read;
	return { key, service, characteristic: `9b07${number}-d1ec-4451-be62-f86a05dd9b47`, required };
}

function bytesOf(values: RawValues, key: string): Uint8Array {
	return values[key] ?? new Uint8Array();
}

function textOf(values: RawValues, key: string): string {
	return decodeAscii(bytesOf(values, key));
}

/** Remaining of full capacity, %; the battery's own state of charge where it tells no full capacity. */
function chargePercentOf(values: RawValues): number | null {
	const remainingMah = decodeUint16(bytesOf(values, 'rcap'));
	const fullMah = decodeUint16(bytesOf(values, 'fccp'));
	return remainingMah !== null && fullMah ? (100 * remainingMah) / fullMah : decodeUint16(bytesOf(values, 'rsoc'));
}

/** Full capacity, mAh, from which the charge decodes whole; 0, for untold, where 16 bits cannot say it. */
function fullMahOf(remainingMah: number, chargePercent: number): number {
	const fullMah = Math.round((100 * remainingMah) / chargePercent);
	return fullMah <= 0xffff && Math.round((100 * remainingMah) / fullMah) === chargePercent ? fullMah : 0;
}
