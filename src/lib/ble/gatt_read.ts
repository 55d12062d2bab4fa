import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { BatteryDriver, RawValues } from './driver.ts';
import { readPass, type PassFailure, type ReadJob } from './gatt_pass.ts';
import type { BleRefusalCode } from './refusals.ts';

/** How often a connection that was lost or not made is made again, in one reading. */
const maxReconnects = 2;

const refusalOf = {
	aborted: 'BLE_CANCELLED',
	not_connected: 'BLE_CONNECTION_FAILED',
	dropped: 'BLE_DISCONNECTED',
	not_a_battery: 'BLE_NOT_A_BATTERY',
	timed_out: 'BLE_READ_TIMEOUT',
	failed: 'BLE_READ_FAILED',
} as const satisfies Record<PassFailure['kind'], BleRefusalCode>;

/**
 * Reads a battery's whole plan over one connection or more, and closes the last one in every case. What was read before a
 * failure is kept. Each read has one retry, over a new connection, because a phone whose operation never ended refuses others.
 */
export async function readBattery(
	job: ReadJob,
	label: string,
): Promise<Result<{ driver: BatteryDriver; values: RawValues }, BleRefusalCode>> {
	const mayTryAgain = retryBudget();
	for (;;) {
		const end = await readPass(job).finally(() => job.gatt.disconnect());
		if (end.kind === 'complete') return ok({ driver: end.driver, values: rawValues(job) });
		if (!mayTryAgain(end)) return refuse(refusalOf[end.kind], { battery: label });
	}
}

/** Says of each failure whether to go on; runs out after `maxReconnects` and one retry for each read. */
function retryBudget(): (failure: PassFailure) => boolean {
	let reconnectsLeft = maxReconnects;
	const retried = new Set<string>();
	return (failure) => {
		switch (failure.kind) {
			case 'aborted':
			case 'not_a_battery':
				return false;
			case 'not_connected':
			case 'dropped':
				return reconnectsLeft-- > 0;
			case 'timed_out':
			case 'failed':
				return retried.size < retried.add(failure.key).size;
		}
	};
}

function rawValues(job: ReadJob): RawValues {
	return Object.fromEntries([...job.values].filter((entry): entry is [string, Uint8Array] => entry[1] !== null));
}
