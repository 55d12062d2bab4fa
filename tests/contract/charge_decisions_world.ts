import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import type { ChargeActor } from '#lib/server/engine/charge_billing.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { insertHold } from '#lib/server/store/charge_rows.ts';
import type { Store } from '#lib/server/store/store.ts';
import { endedChargeRows, type ChargeTraits } from '../fixtures/ended_charge.ts';
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

/** The stations of `openManageWorld`; Nairobi at the price of seeds/001. */
const stations = {
	NAIROBI: { id: 'NAIROBI', name: 'Nairobi', currency: 'KES', priceMinorPerKwh: 16_500 },
	KIGALI: { id: 'KIGALI', name: 'Kigali', currency: 'RWF', priceMinorPerKwh: 165 },
};

/** What sets a session apart from one in Nairobi that began two hours ago. */
export interface EndedTraits extends ChargeTraits {
	readonly station?: keyof typeof stations;
	readonly startedAt?: number;
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
			const { station = 'NAIROBI', startedAt = now - 2 * hourMs } = traits;
			const customer = { id: 'rider', name: 'The rider' };
			await add(store, endedChargeRows(id, { ...traits, customer, station: stations[station], startedAt }));
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
