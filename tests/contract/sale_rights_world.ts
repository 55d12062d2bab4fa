import { expect } from 'vitest';
import { firstReading, salesperson as seller } from '#lib/kinds/sale/sale_scenes.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import type { takeStepFromForm } from '#lib/server/actions/session_step.ts';
import type { App } from '#lib/server/app.ts';
import { callerOf } from '#lib/server/auth/callers.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { appRouter } from '#lib/server/rpc/router.ts';
import { makeDatabase, rowsOf } from '../fixtures/test_store.ts';
import { person } from './rest_world.ts';
import { openSaleWorld, type SaleWorld } from './sale_world.ts';

/** Where requests come from. */
export const address = '192.0.2.7';
/** A device that sessions are begun on. */
export const device = { device_id: 'd-1', app_version: '1', platform: 'test', locale: 'en' };
/** A shift at the other station. */
export const elsewhere = { id: 'shift-2', stationId: 'STATION_001', startedAt: 0 };

/** The salesperson of the sale. */
export const salesperson = person('salesperson', { id: seller.id, name: seller.name, cashLimitMinor: 500_000 });
/** An attendant of the same station. */
export const attendant = person('attendant', { id: 'attendant-789' });
/** A salesperson of another station. */
export const otherStation = person('salesperson', { id: 'emp-457', shift: elsewhere });
/** A salesperson without a shift. */
export const offShift = person('salesperson', { id: 'emp-458', shift: null });
/** The rider of the sale. */
export const ownRider = (sale: SaleWorld) => person('rider', { shift: null, customerId: `customer-${sale.saleId}` });
/** Those who run no sales, or none at any station now. */
export const others = [
	attendant,
	offShift,
	person('mechanic'),
	person('admin', { stations: '*', shift: null }),
	person('rider', { shift: null, customerId: 'customer-12345' }),
];
/** All who have no part in the sale. */
export const strangers = [...others, otherStation];

/** A sale that was just begun. */
export const openSale = async () => openSaleWorld(await (await makeDatabase('libSQL file')).open());

/** What the procedures answer to a person, or to nobody. */
export const rpc = (sale: SaleWorld, by: SignedIn | null) =>
	appRouter.createCaller({
		app: { engine: sale.engine, tabs: null, env: { demo: false } } as unknown as App,
		person: by,
		address,
		requestId: 'req-1',
	});

let keys = 0;

/** A step over tRPC, under a key of its own. */
export const stepAs = (sale: SaleWorld, by: SignedIn, [step, input = {}]: readonly [string, unknown?]) =>
	rpc(sale, by).sessions.step({ sessionId: sale.saleId, step, input, key: `key-${++keys}`, version: null });

/** A request of the agent as an actor token proves whose it is. */
export const agentAs = (
	sale: SaleWorld,
	by: SignedIn,
	asked: { operation?: OperationName; planId?: string; data?: object } = {},
) => {
	const { operation = 'payment_and_service', planId = sale.planId, data = handOver(sale) } = asked;
	const named = { ...(by.shift && { attendant_station: by.shift.stationId }), ...data };
	return sale.ask(operation, named, { planId, correlationId: `cor-${++keys}`, caller: callerOf(by, address) });
};

/** The hand-over of the first battery, as a request names it. */
export const handOver = (sale: SaleWorld) => ({
	session_id: sale.saleId,
	service_data: { new_battery_id: firstReading.batteryId, energy_transferred: 2.54 },
});

/** The whole price by receipt, as a request names it. */
export const payment = (sale: SaleWorld) => ({
	session_id: sale.saleId,
	payment_data: {
		...{ service_id: 'order', payment_amount: 15_500, payment_reference: 'ATTACK-1' },
		...{ payment_method: 'MPESA', payment_type: 'DEPOSIT' },
	},
});

/** Everything but the records. */
async function state({ store }: SaleWorld): Promise<unknown> {
	const tables = ['sessions', 'session_events', 'payments', 'money_entries', 'custody_entries', 'outbox', 'plans'];
	return Promise.all(tables.map((table) => rowsOf(store, `SELECT * FROM ${table} ORDER BY 1, 2`)));
}

/** Fails unless nothing but the records has changed; answers them. */
export async function harmless(sale: SaleWorld, attack: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
	const [before, [newest]] = [await state(sale), await sale.rows('SELECT max(rowid) AS id FROM audit')];
	await attack();
	expect(await state(sale)).toEqual(before);
	return sale.rows(`SELECT action, actor_id, detail_json FROM audit WHERE rowid > ${Number(newest?.['id'] ?? 0)}`);
}

/** What is answered over tRPC to whoever may not know. */
export const notFound = { code: 'NOT_FOUND' };
/** What the agent answers of a session that is not theirs. */
export const hidden = { success: false, metadata: { reason: 'SESSION_NOT_FOUND' } };
/** What the agent answers to whoever may not ask for it. */
export const notAllowed = { success: false, metadata: { reason: 'NOT_ALLOWED' } };

type FormEvent = Parameters<typeof takeStepFromForm>[0];

/** A form that is posted to a page. */
export function formEvent(
	sale: SaleWorld,
	by: SignedIn,
	{ path, fields }: { path: string; fields: Readonly<Record<string, string>> },
): FormEvent {
	const url = new URL(path, 'https://pitlane.example');
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.append(name, value);
	return {
		locals: { person: by, app: { engine: sale.engine } },
		url,
		request: new Request(url, { method: 'POST', body }),
		cookies: { get: () => undefined, set: () => undefined },
		getClientAddress: () => address,
	} as unknown as FormEvent;
}
