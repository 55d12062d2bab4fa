import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChargeData } from '#lib/charging/data.ts';
import { randomIds } from '#lib/kernel/ids.ts';
import { hashSecret } from '#lib/server/auth/secret.ts';
import { simulateCharger, type SimulatedCharger } from '#lib/server/demo/charger_simulator/simulated_charger.ts';
import { parkVehicle } from '#lib/server/demo/charger_simulator/simulated_vehicle.ts';
import { demoCard, demoChargers } from '#lib/server/demo/demo_charging.ts';
import { seedDemo } from '#lib/server/demo/seed_demo.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { startOcppGateway } from '#lib/server/gateways/ocpp/start_gateway.ts';
import { createChargerDesk } from '#lib/server/operations/charging/charger_desk.ts';
import { endCharge } from '#lib/server/operations/charging/end_charge.ts';
import { startCharge } from '#lib/server/operations/charging/start_charge.ts';
import { loadActiveCharge } from '#lib/server/store/active_charges.ts';
import { loadSession } from '#lib/server/store/load_session.ts';
import { openStore, type Store } from '#lib/server/store/store.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';

/** 60 minutes at 22 kW is 22 kWh; the demonstration's second site asks KES 55.50 for each. */
export const hourMs = 3_600_000;
const noon = Date.parse('2026-03-02T09:00:00.000Z');
const password = 'sixteen-characters';

const rider: Actor = {
	id: 'rider-12345',
	name: 'Jane Smith',
	role: 'rider',
	stationId: null,
	cashLimitMinor: 0,
};

/** Chargers over real WebSockets, the gateway, the desk and the engine on a database of their own. Time passes as the test says. */
export interface ChargersWorld {
	readonly engine: Engine;
	readonly store: Store;
	pass(ms: number): void;
	/** A charger of the demonstration, its vehicle at 50 % and its meter at 1,000 kWh. */
	charger(protocol: 'ocpp1.6' | 'ocpp2.0.1'): SimulatedCharger;
	/** The rider asks for the charger's connector. */
	start(protocol: 'ocpp1.6' | 'ocpp2.0.1'): Promise<SessionRecord>;
	stop(sessionId: string, rating?: number): Promise<void>;
	/** The rider's active session; null if there is none. */
	active(): Promise<SessionRecord | null>;
	session(id: string): Promise<SessionRecord & { data: ChargeData }>;
	close(): Promise<void>;
}

const device = { device_id: 'phone-1', app_version: '1', platform: 'web', locale: 'en' };

/** Opens a world. */
export async function openChargersWorld(): Promise<ChargersWorld> {
	const folder = await mkdtemp(join(tmpdir(), 'pitlane-chargers-'));
	const store = await openStore({ url: `file:${join(folder, 'pitlane.db')}`, migrationsFolder: 'drizzle' });
	let now = noon;
	const clock = () => now;
	const engine: Engine = { store, clock, ids: randomIds };
	await seedDemo(store, { password, apiToken: 'pl_test', chargerPassword: password }, now);
	const fail = (error: unknown) => {
		throw error;
	};
	const desk = createChargerDesk(engine, hashSecret);
	const gateway = await startOcppGateway({ port: 0, host: '127.0.0.1', desk, clock, onFault: fail });
	const chargers: SimulatedCharger[] = [];
	const placeOf = (protocol: string) => (protocol === 'ocpp1.6' ? 'connector-1' : 'connector-2');
	return {
		engine,
		store,
		pass: (ms) => void (now += ms),
		charger(protocol) {
			const chargerId = demoChargers.find((candidate) => candidate.protocol === protocol)?.id ?? '';
			const account = { url: `ws://127.0.0.1:${gateway.port}/ocpp`, chargerId, password, protocol };
			const vehicle = parkVehicle({ registerWh: 1_000_000, batteryWh: 60_000, socPercent: 50, curve: () => 22_000 });
			const charger = simulateCharger({ account, vehicle, clock, onFault: fail });
			chargers.push(charger);
			return charger;
		},
		async start(protocol) {
			const begun = await startCharge(engine, {
				...{ actor: rider, customerId: demoCard.customerId, device, key: randomIds('key') },
				...{ stationId: 'STATION_005', connectorId: placeOf(protocol), level: 50 },
			});
			if (!begun.ok) throw new Error(begun.code);
			return begun.value;
		},
		async stop(sessionId, rating) {
			const asked = await endCharge(engine, {
				...{ actor: rider, sessionId, level: null, rating: rating ?? null, key: null },
				allow: () => true,
			});
			if (!asked.ok) throw new Error(asked.code);
		},
		active: () => loadActiveCharge(store.db, demoCard.customerId),
		async session(id) {
			const session = await loadSession(store.db, id);
			if (!session) throw new Error(`No session ${id}`);
			return session as SessionRecord & { data: ChargeData };
		},
		async close() {
			await Promise.all(chargers.map((charger) => charger.disconnect()));
			await gateway.close();
			await store.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
