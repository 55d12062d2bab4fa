import type { ManageEvent } from '#lib/server/actions/manage_event.ts';
import type { RefundActor } from '#lib/server/engine/refund_proposals.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { freshReading, oldReading, scanned } from '#lib/kinds/swap/swap_scenes.ts';
import { spentPlan } from '#lib/plan/sample_plan.ts';
import { openCoreWorld, type CoreSeed, type CoreWorld } from '../fixtures/core_world.ts';
import { makeDatabase, rowsOf, type DatabaseKind } from '../fixtures/test_store.ts';
import { add, address, eventOf, row, somebody } from './manage_world.ts';

/** The service that the sample plan sells, 120.00 a kWh. */
export const energyService = 'service-electricity-monthly';

/** Two people who look after the station of the payments, and one of another. */
export const ann: SignedIn = { ...somebody('manager', ['STATION_002']), id: 'ann', name: 'Ann' };
export const ben: SignedIn = { ...somebody('manager', ['STATION_002']), id: 'ben', name: 'Ben' };
export const other: SignedIn = { ...somebody('manager', ['STATION_001']), id: 'other', name: 'Other' };

/** How a person reaches money. */
export function actor({ id, stations }: SignedIn): RefundActor {
	return { id, stations, origin: address };
}

/** A payment of 300.00 of which the swap that was cancelled has used nothing. */
export interface RefundWorld extends CoreWorld {
	readonly paymentId: string;
	readonly sessionId: string;
	/** Sum of each bucket over all payments. */
	buckets(): Promise<Record<string, number>>;
	/** What the plan has left of energy, Wh. */
	energyLeftWh(): Promise<number>;
	/** A request of a page by a person, or a form that is posted to it. */
	event(person: SignedIn, path: string, form?: Readonly<Record<string, string>>): ManageEvent;
}

/** Takes a swap up to its payment of 288.00; the id of its session. */
export async function swapToPay(world: CoreWorld, key: string): Promise<string> {
	const { id } = await world.begin(key);
	const asked = (step: string) => ({ correlationId: `${key}-${step}` });
	await world.ask('identify_customer', { qr_code_data: scanned.code, session_id: id }, asked('identify'));
	const back = { equipment_id: oldReading.batteryId, reading: oldReading, session_id: id };
	await world.ask('identify_equipment', back, asked('equipment'));
	await world.take(id, 'issue', { input: { reading: freshReading }, key: `${key}-issue` });
	await world.take(id, 'review', { key: `${key}-review` });
	return id;
}

/** Pays in a session by a typed receipt; the id of the payment. */
export async function payInSession(
	world: CoreWorld,
	{ sessionId, amount, reference }: { sessionId: string; amount: number; reference: string },
): Promise<string> {
	const payment = {
		service_id: energyService,
		payment_amount: amount,
		payment_reference: reference,
		payment_method: 'MPESA',
	};
	const data = { attendant_station: 'STATION_002', payment_data: payment, session_id: sessionId };
	await world.ask('payment_and_service', data, { correlationId: `pay-${reference}` });
	const [paid] = await rowsOf(world.store, `SELECT id FROM payments WHERE reference = '${reference}'`);
	return String(paid?.['id']);
}

/** Opens a database in which a swap was paid in part, 100.00, and cancelled: all of it is to be given back. */
export async function openRefundWorld(kind: DatabaseKind, seed: CoreSeed = {}): Promise<RefundWorld> {
	const store = await (await makeDatabase(kind)).open();
	const world = await openCoreWorld(store, { plans: [spentPlan], ...seed });
	await add(
		store,
		[ann, ben, other].map(({ id, name, role }) =>
			row('users', { id, email: `${id}@example.org`, name, role, created_at: 0 }),
		),
	);
	const sessionId = await swapToPay(world, 'first');
	const paymentId = await payInSession(world, { sessionId, amount: 100, reference: 'R1' });
	await world.take(sessionId, 'cancel', { input: { reason: 'left' }, key: 'cancel' });
	return {
		...world,
		paymentId,
		sessionId,
		async buckets() {
			const sums = await rowsOf(store, 'SELECT bucket, SUM(amount_minor) AS sum FROM money_entries GROUP BY bucket');
			return Object.fromEntries(
				sums.filter(({ sum }) => sum !== 0).map(({ bucket, sum }) => [String(bucket), Number(sum)]),
			);
		},
		async energyLeftWh() {
			const [left] = await rowsOf(
				store,
				`SELECT quota_milli - used_milli AS left FROM plan_services WHERE kind = 'energy'`,
			);
			return Number(left?.['left']);
		},
		event: (person, path, form) => eventOf(world.engine, person, { path, ...(form && { form: Object.entries(form) }) }),
	};
}
