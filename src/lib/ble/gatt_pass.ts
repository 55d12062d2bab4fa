import { boundedOperation, type Outcome } from './bounded_operation.ts';
import type { BatteryDriver, PlannedRead } from './driver.ts';
import type { GattCharacteristic, GattServer } from './web_bluetooth_types.ts';

/** Time limits of GATT operations. */
export interface GattLimits {
	readonly connectLimitMs: number;
	readonly readLimitMs: number;
}

/** One battery being read, over as many connections as it takes: a later pass goes on where an earlier one ended. */
export interface ReadJob {
	readonly gatt: GattServer;
	/** Drivers that may fit, best first. */
	readonly candidates: readonly BatteryDriver[];
	readonly limits: GattLimits;
	readonly signal: AbortSignal;
	readonly onProgress: (fraction: number) => void;
	/** The driver that fits, once it is known. */
	driver: BatteryDriver | null;
	/** What was read so far, by key; null for a characteristic that the device does not have or the browser hides. */
	readonly values: Map<string, Uint8Array | null>;
}

/** Why a pass ended before everything was read; `key` names the read that failed. */
export type PassFailure =
	| { readonly kind: 'aborted' | 'not_connected' | 'dropped' | 'not_a_battery' }
	| { readonly kind: 'timed_out' | 'failed'; readonly key: string };

/** How a pass ended: everything was read, or why not. */
export type PassEnd = { readonly kind: 'complete'; readonly driver: BatteryDriver } | PassFailure;

/** Connects and reads what is still unread, one operation at a time. Leaves the connection open. */
export async function readPass(job: ReadJob): Promise<PassEnd> {
	const connection = await boundedOperation(() => job.gatt.connect(), {
		limitMs: job.limits.connectLimitMs,
		signal: job.signal,
	});
	if (connection.kind !== 'done') return { kind: connection.kind === 'aborted' ? 'aborted' : 'not_connected' };
	const driver = job.driver ?? (await findDriver(job));
	if ('kind' in driver) return driver;
	job.driver = driver;
	return (await readRest(job, driver)) ?? { kind: 'complete', driver };
}

/** The first driver whose required characteristics are all there. */
async function findDriver(job: ReadJob): Promise<BatteryDriver | PassFailure> {
	for (const candidate of job.candidates) {
		const fits = await run(job, () => hasRequired(job.gatt, candidate));
		if (fits.kind !== 'done') return failureOf(job, fits, { key: 'services' });
		if (fits.value) return candidate;
	}
	return { kind: 'not_a_battery' };
}

async function readRest(job: ReadJob, { readPlan: plan }: BatteryDriver): Promise<PassFailure | null> {
	job.onProgress(job.values.size / plan.length);
	for (const planned of plan.filter(({ key }) => !job.values.has(key))) {
		const read = await run(job, () => readOne(job.gatt, planned));
		if (read.kind !== 'done') return failureOf(job, read, planned);
		job.values.set(planned.key, read.value);
		job.onProgress(job.values.size / plan.length);
	}
	return null;
}

function run<T>(job: ReadJob, operation: () => Promise<T>): Promise<Outcome<T>> {
	return boundedOperation(operation, { limitMs: job.limits.readLimitMs, signal: job.signal });
}

function failureOf(
	job: ReadJob,
	outcome: Exclude<Outcome<unknown>, { kind: 'done' }>,
	{ key }: { key: string },
): PassFailure {
	if (outcome.kind === 'aborted') return { kind: 'aborted' };
	if (!job.gatt.connected) return { kind: 'dropped' };
	return { kind: outcome.kind, key };
}

async function hasRequired(gatt: GattServer, driver: BatteryDriver): Promise<boolean> {
	for (const planned of driver.readPlan.filter(({ required }) => required)) {
		if (!(await findCharacteristic(gatt, planned))) return false;
	}
	return true;
}

async function readOne(gatt: GattServer, planned: PlannedRead): Promise<Uint8Array | null> {
	const characteristic = await findCharacteristic(gatt, planned);
	if (!characteristic) return null;
	const view = await characteristic.readValue();
	return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
}

/** The characteristic; null if a connected device lacks it (NotFoundError) or the browser's blocklist hides it (SecurityError). */
async function findCharacteristic(gatt: GattServer, planned: PlannedRead): Promise<GattCharacteristic | null> {
	try {
		const service = await gatt.getPrimaryService(planned.service);
		return await service.getCharacteristic(planned.characteristic);
	} catch (error) {
		const isAbsent = error instanceof DOMException && ['NotFoundError', 'SecurityError'].includes(error.name);
		if (isAbsent && gatt.connected) return null;
		throw error;
	}
}
