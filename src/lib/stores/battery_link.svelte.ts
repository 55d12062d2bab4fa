import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import { FaultError } from '#lib/kernel/fault.ts';
import type { Refusal, Result } from '#lib/kernel/result.ts';
import type { BatteryDevice, BatteryTransport, BleAvailability } from '#lib/ble/transport.ts';
import type { BleRefusalCode } from '#lib/ble/refusals.ts';
import type { RpcClient } from '#lib/rpc/client.ts';
import { m } from '#lib/words/generated/messages.js';
import { refusalText } from '#lib/words/refusal_text.ts';

/** A way to a battery. */
export type BatteryWay = 'bluetooth' | 'demo';

/** Why no battery was read, in words that say the way on. */
export interface BatteryProblem {
	readonly code: string;
	readonly message: string;
}

/** The link between this tab and one battery at a time: choose, connect, read, and say how it goes. Browser only. */
export class BatteryLink {
	phase = $state<'idle' | 'choosing' | 'reading'>('idle');
	/** 0…1 while reading. */
	progress = $state(0);
	problem = $state.raw<BatteryProblem | null>(null);
	/** Whether real Bluetooth is there; null until it is known. */
	bluetooth = $state<BleAvailability | null>(null);
	/** The demo's simulated rack while one is to be chosen from it. */
	rack = $state.raw<readonly BatteryDevice[] | null>(null);
	/** True if the battery that was last chosen can be read again without choosing. */
	canReadAgain = $state(false);
	readonly #rpc: RpcClient;
	readonly #onstart: () => void;
	readonly #transports: Partial<Record<BatteryWay, Promise<BatteryTransport>>> = {};
	#chosen: { readonly transport: BatteryTransport; readonly device: BatteryDevice } | undefined;
	#pick: ((device: BatteryDevice | null) => void) | undefined;
	#stop = new AbortController();

	/** `onstart` is called as a battery is about to be chosen or read. */
	constructor(rpc: RpcClient, onstart: () => void) {
		this.#rpc = rpc;
		this.#onstart = onstart;
	}

	/** Finds out whether Bluetooth is there, and has its code ready: a browser's chooser opens from a click only. */
	async prepare(): Promise<void> {
		this.bluetooth = await (await this.#transport('bluetooth')).available();
	}

	/** Lets the person choose a battery and reads it; null if there is a problem, which is then shown. */
	async connect(way: BatteryWay, expectedId: string | null): Promise<BatteryReading | null> {
		return this.#guarded('choosing', async () => {
			const transport = await this.#transport(way);
			const device = await transport.choose(expectedId);
			if (!device.ok) return device;
			this.#chosen = { transport, device: device.value };
			return this.#read();
		});
	}

	/** Reads the battery that was chosen last once more. */
	async again(): Promise<BatteryReading | null> {
		return this.#guarded('reading', () => this.#read());
	}

	/** Answers the demo's chooser; null chooses none. */
	pick(deviceId: string | null): void {
		this.#pick?.(this.rack?.find((device) => device.id === deviceId) ?? null);
	}

	/** Stops what is under way and closes the connection. */
	stop(): void {
		this.#stop.abort();
		this.pick(null);
	}

	/** Forgets the last problem and the last battery, as a new step begins. */
	reset(): void {
		this.stop();
		this.problem = null;
		this.canReadAgain = false;
		this.#chosen = undefined;
	}

	async #read(): Promise<Result<BatteryReading, BleRefusalCode>> {
		if (!this.#chosen) throw new TypeError('A battery is chosen before it is read');
		this.phase = 'reading';
		this.progress = 0;
		const { transport, device } = this.#chosen;
		const { signal } = this.#stop;
		return transport.read(device, { signal, onProgress: (fraction) => (this.progress = fraction) });
	}

	async #guarded(
		phase: 'choosing' | 'reading',
		work: () => Promise<Result<BatteryReading, BleRefusalCode>>,
	): Promise<BatteryReading | null> {
		if (this.phase !== 'idle') return null;
		this.phase = phase;
		this.problem = null;
		this.#onstart();
		this.#stop = new AbortController();
		try {
			const reading = await work();
			if (reading.ok) return reading.value;
			this.problem = problemOf(reading);
			this.canReadAgain = this.#chosen !== undefined && !choiceProblems.has(reading.code);
			if (reading.code === 'BLE_UNSUPPORTED') this.bluetooth = 'unsupported';
		} catch (error) {
			this.problem = { code: 'BLE_FAULT', message: faultText(error) };
		} finally {
			this.phase = 'idle';
			this.rack = null;
		}
		return null;
	}

	#transport(way: BatteryWay): Promise<BatteryTransport> {
		const transport = (this.#transports[way] ??= way === 'bluetooth' ? openBluetooth() : this.#openRack());
		transport.catch(() => delete this.#transports[way]);
		return transport;
	}

	async #openRack(): Promise<BatteryTransport> {
		const [{ demoTransport }, rack] = await Promise.all([
			import('#lib/ble/demo_transport.ts'),
			this.#rpc.lookups.rack.query(),
		]);
		const batteries = rack.map((battery) => ({
			...battery,
			chargePercent: Math.min(100, Math.round((battery.energyWh * 100) / battery.ratedWh)),
		}));
		return demoTransport(batteries, { pick: (devices) => this.#choose(devices) });
	}

	#choose(devices: readonly BatteryDevice[]): Promise<BatteryDevice | null> {
		this.rack = devices;
		return new Promise((resolve) => (this.#pick = resolve)).then((device) => {
			this.rack = null;
			this.#pick = undefined;
			return device as BatteryDevice | null;
		});
	}
}

/** Problems of choosing: the battery chosen before, if any, is not the one that was meant. */
const choiceProblems: ReadonlySet<string> = new Set([
	'BLE_UNSUPPORTED',
	'BLE_BLOCKED',
	'BLE_OFF',
	'BLE_NO_DEVICE_CHOSEN',
	'BLE_OTHER_BATTERY_CHOSEN',
	'BLE_NOT_A_BATTERY',
]);

async function openBluetooth(): Promise<BatteryTransport> {
	const { webBluetoothTransport } = await import('#lib/ble/web_bluetooth.ts');
	return webBluetoothTransport();
}

function problemOf(refusal: Refusal<BleRefusalCode>): BatteryProblem {
	return { code: refusal.code, message: refusalText(refusal) };
}

function faultText(error: unknown): string {
	return error instanceof FaultError ? m.battery_not_looked() : m.battery_unreached();
}
