import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#lib/kernel/clock.ts';
import type { ChargerAccount } from './ocpp_client.ts';
import { simulateCharger, type SimulatedCharger } from './simulated_charger.ts';
import { parkVehicle, taperingPower } from './simulated_vehicle.ts';

/** A charger that lives on by itself. */
export interface LiveCharger {
	readonly charger: SimulatedCharger;
	/** Loses its network for good; resolves once nothing is in hand. */
	stop(): Promise<void>;
}

const ratedPowerW = 22_000;
const batteryWh = 60_000;
/** States of charge that vehicles come with, one after the other, percent. */
const arrivals = [45, 22, 63, 12];

const defaultPace = { sampleMs: 5000, heartbeatMs: 60_000, retryMs: 2000 };

/**
 * A charger of 22 kW, in real time: it connects again whenever it lost its connection, begins when it is asked to, tells of its meter every few
 * seconds, and ends when it is asked to or the vehicle is full. For the demonstration; `clock` that runs faster charges faster.
 */
export function runLiveCharger(options: {
	account: ChargerAccount;
	clock: Clock;
	registerWh: number;
	pace?: Partial<typeof defaultPace>;
	onFault: (error: unknown) => void;
}): LiveCharger {
	const { account, clock, registerWh, onFault } = options;
	const pace = { ...defaultPace, ...options.pace };
	const [first = 50] = arrivals;
	const vehicle = parkVehicle({ registerWh, batteryWh, socPercent: first, curve: taperingPower(ratedPowerW) });
	const charger = simulateCharger({ account, vehicle, clock, onFault });
	const stopping = new AbortController();
	const pause = (ms: number) => wait(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
	let vehicles = 0;
	let seen: SimulatedCharger['transaction'] = null;

	/** When one transaction is over, the next vehicle comes. */
	function changeVehicle(): void {
		if (seen && !charger.transaction) vehicle.park(arrivals[++vehicles % arrivals.length] ?? first);
		seen = charger.transaction;
	}

	async function tick(): Promise<void> {
		changeVehicle();
		await charger.flush();
		if (!charger.transaction) return;
		await (vehicle.socPercent >= 100 ? charger.end({ reason: 'EVDisconnected' }) : charger.sample());
	}

	async function liveConnected(): Promise<void> {
		let isConnected = true;
		const lost = charger.ended.then(() => {
			isConnected = false;
		});
		let heartbeatAt = performance.now();
		while (isConnected && !stopping.signal.aborted) {
			await Promise.race([pause(pace.sampleMs), lost]);
			if (!isConnected || stopping.signal.aborted) return;
			await tick();
			if (performance.now() - heartbeatAt < pace.heartbeatMs) continue;
			heartbeatAt = performance.now();
			await charger.heartbeat();
		}
	}

	async function live(): Promise<void> {
		while (!stopping.signal.aborted) {
			try {
				await charger.connect();
				await liveConnected();
			} catch (error) {
				if (!stopping.signal.aborted) onFault(error);
			}
			await pause(pace.retryMs);
		}
	}

	const living = live();
	return {
		charger,
		async stop() {
			stopping.abort();
			await charger.disconnect();
			await living;
		},
	};
}
