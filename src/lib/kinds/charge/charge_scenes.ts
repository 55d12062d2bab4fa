import { startProgress, type ChargeStart } from '#lib/charging/charge.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import { testStart, type Scene } from '#lib/session/given.ts';
import type { ChargeEvent } from './events.ts';

/** Scenes for tests: the charging session of seeds/001, begun at `testStart`. */

/** At the station of the spec: NGN 165 a kWh, 22 kW, a vehicle of 60 kWh at 45 %. */
export const specStart: ChargeStart = {
	rider: { customerId: 'customer-12345', userId: 'user-123', name: 'Jane Smith' },
	station: {
		id: 'evliter-lagos-victoria-island',
		name: 'EvLiter Charging Hub - Victoria Island',
		timeZone: 'Africa/Lagos',
	},
	connector: { id: 'connector-1', ratedPowerW: 22_000, chargerId: null },
	tariff: { currency: 'NGN', priceMinorPerKwh: 16_500, origin: 'station' },
	capacityWh: 60_000,
	levelStart: 45,
	startedAt: testStart,
	timeZone: 'Africa/Lagos',
	authMethod: 'COMMAND',
	idTag: null,
};

/** The same at a connector that a charger meters. */
export const meteredStart: ChargeStart = { ...specStart, connector: { ...specStart.connector, chargerId: 'CP-1' } };

type ChargeScene = Scene<ChargeEvent, LedgerWorld>;

const facts = { plan: null, batteries: {} };

/** Nothing has happened yet. */
export function asked(): ChargeScene {
	return { facts, now: testStart };
}

/** Charging has begun, and so many minutes have passed. */
export function charging({ minutes, start = specStart }: { minutes: number; start?: ChargeStart }): ChargeScene {
	const registerWh = start.connector.chargerId === null ? null : 1_000_000;
	const transaction = registerWh === null ? null : { id: 1, registerWh, at: testStart };
	const progress = startProgress(start, registerWh);
	const began: ChargeEvent = { type: 'charging_started', at: testStart, charge: start, transaction, progress };
	return { facts, now: testStart + minutes * 60_000, events: [began] };
}
