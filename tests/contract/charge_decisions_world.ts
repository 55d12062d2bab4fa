import type { ChargeFlag } from '#lib/charging/flags.ts';
import type { ChargeProgress, ChargeStart } from '#lib/charging/charge.ts';
import { startProgress } from '#lib/charging/charge.ts';
import { charge } from '#lib/kinds/charge/kind.ts';
import type { ChargeEvent } from '#lib/kinds/charge/events.ts';
import type { AnyKind } from '#lib/kinds/index.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { appendDecision } from '#lib/server/engine/append.ts';
import type { ChargeActor } from '#lib/server/engine/charge_billing.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { newSession } from '#lib/server/engine/start_session.ts';
import { insertHold } from '#lib/server/store/charge_rows.ts';
import type { Store } from '#lib/server/store/store.ts';
import { rowsOf, type DatabaseKind } from '../fixtures/test_store.ts';
import { add, address, now, openManageWorld, row, somebody } from './manage_world.ts';

const hourMs = 3_600_000;

/** Two managers of the station of the sessions, and one of another. */
export const ann: SignedIn = { ...somebody('manager', ['NAIROBI']), id: 'ann', name: 'Ann' };
export const ben: SignedIn = { ...somebody('manager', ['NAIROBI']), id: 'ben', name: 'Ben' };
export const other: SignedIn = { ...somebody('manager', ['KIGALI']), id: 'other', name: 'Other' };

/** How a person reaches charging sessions. */
export function actor({ id, stations }: SignedIn): ChargeActor {
	return { id, stations, origin: address };
}

/** What sets a session apart from 4.2 kWh in a quarter of an hour at 165.00 a kWh, as in seeds/001. */
export interface EndedTraits {
	readonly energyWh?: number;
	readonly flags?: readonly ChargeFlag['code'][];
	readonly cancelled?: boolean;
	readonly customerId?: string;
	readonly station?: 'NAIROBI' | 'KIGALI';
	readonly startedAt?: number;
	/** Leaves it open. */
	readonly isOpen?: boolean;
}

/** A database of charging sessions that have ended. */
export interface ChargeWorld {
	readonly engine: Engine;
	readonly store: Store;
	/** Now, UTC milliseconds; a test may move it. */
	readonly clock: { at: number };
	/** Ends a session; its id. */
	end(traits?: EndedTraits): Promise<string>;
	/** A late reading holds a session again; the id of the hold. */
	holdAgain(sessionId: string, proposedWh: number): Promise<string>;
	/** The kinds and figures of a session's records, first to last. */
	records(sessionId: string): Promise<unknown[][]>;
	/** Running figures of a customer, a row a month and currency. */
	months(customerId?: string): Promise<Record<string, unknown>[]>;
	/** How many rows a table has. */
	count(table: string): Promise<number>;
}

/** Opens a database with two riders and the managers of two stations. */
export async function openChargeWorld(kind: DatabaseKind): Promise<ChargeWorld> {
	const { engine: parts, store } = await openManageWorld(kind);
	const clock = { at: now };
	const engine: Engine = { ...parts, clock: () => clock.at };
	await add(store, [
		...['rider', 'neighbour'].map((id, index) =>
			row('customers', { id, name: `The ${id}`, phone: `25471200000${index}`, search_text: id, created_at: 0 }),
		),
		...[ann, ben, other].map(({ id, name, role }) =>
			row('users', { id, email: `${id}@example.org`, name, role, created_at: 0 }),
		),
	]);
	let ended = 0;
	return {
		engine,
		store,
		clock,
		async end(traits = {}) {
			const id = `chg-${++ended}`;
			await add(store, endedSession(id, traits));
			return id;
		},
		async holdAgain(sessionId, proposedWh) {
			const [{ holds = 0 } = {}] = await rowsOf(
				store,
				`SELECT count(*) AS holds FROM charge_holds WHERE session_id = '${sessionId}'`,
			);
			const number = Number(holds) + 1;
			const held = [{ code: 'METER_LATE', at: clock.at, value: proposedWh, limit: 4200 }] as const;
			const session = { sessionId, customerId: 'rider', station: { id: 'NAIROBI', name: 'Nairobi' }, held };
			await add(store, [insertHold({ ...session, number, proposedWh }, clock.at)]);
			return `${sessionId}/${number}`;
		},
		async records(sessionId) {
			const rows = await rowsOf(store, `SELECT * FROM charge_records WHERE session_id = '${sessionId}' ORDER BY seq`);
			return rows.map((record) => [record['kind'], record['energy_wh'], record['cost_minor']]);
		},
		months: (customerId = 'rider') =>
			rowsOf(
				store,
				`SELECT month, currency, sessions, energy_wh, spent_minor, duration_ms FROM charge_months WHERE customer_id = '${customerId}' ORDER BY month, currency`,
			),
		async count(table) {
			const [{ rows } = {}] = await rowsOf(store, `SELECT count(*) AS rows FROM ${table}`);
			return Number(rows);
		},
	};
}

function endedSession(id: string, traits: EndedTraits) {
	const { startedAt = now - 2 * hourMs, customerId = 'rider', station = 'NAIROBI' } = traits;
	const isKigali = station === 'KIGALI';
	const start: ChargeStart = {
		rider: { customerId, userId: `user-${customerId}`, name: `The ${customerId}` },
		station: { id: station, name: isKigali ? 'Kigali' : 'Nairobi', timeZone: 'Africa/Nairobi' },
		connector: { id: 'connector-1', ratedPowerW: 22_000, chargerId: null },
		tariff: { currency: isKigali ? 'RWF' : 'KES', priceMinorPerKwh: isKigali ? 165 : 16_500, origin: 'station' },
		capacityWh: 60_000,
		levelStart: 45,
		startedAt,
		timeZone: 'Africa/Nairobi',
		authMethod: 'COMMAND',
		idTag: null,
	};
	const person = { id: `user-${customerId}`, name: `The ${customerId}`, role: 'rider' as const, cashLimitMinor: 0 };
	const rider = { ...person, stationId: station };
	const device = { device_id: 'phone', app_version: '1', platform: 'web', locale: 'en' };
	const kind = charge as unknown as AnyKind;
	const begun = newSession(kind, { id: `${id}`, at: startedAt, actor: rider, device });
	const appended = appendDecision({
		kind,
		session: begun.session,
		facts: { plan: null, batteries: {} },
		decision: { events: eventsOf(start, traits) },
		actor: rider,
		at: startedAt + hourMs,
	});
	return [...begun.statements, ...appended.statements];
}

/** Charging for a quarter of an hour. */
function eventsOf(start: ChargeStart, { energyWh = 4200, flags = [], cancelled = false, isOpen = false }: EndedTraits) {
	const { startedAt } = start;
	const endedAt = startedAt + hourMs / 4;
	const begun: ChargeProgress = startProgress(start, 0);
	const progress: ChargeProgress = {
		...begun,
		energyWh,
		level: 80,
		powerW: 16_800,
		register: { wh: energyWh, at: endedAt },
		newsAt: endedAt,
		flags: flags.map((code) => ({ code, at: endedAt, value: energyWh, limit: 1000 })),
	};
	const reading = { at: endedAt, registerWh: energyWh, powerW: 16_800, socPercent: 80 };
	const end = { reason: 'rider' as const, detail: null, endedAt, progress };
	const started: ChargeEvent[] = [
		{ type: 'charging_started', at: startedAt, charge: start, transaction: null, progress: begun },
		{ type: 'readings_taken', at: endedAt, readings: [reading], progress },
	];
	if (isOpen) return started;
	return [
		...started,
		cancelled
			? { type: 'charging_cancelled' as const, at: endedAt, reason: 'Started by mistake', end }
			: { type: 'charging_completed' as const, at: endedAt, rating: null, end },
	];
}
