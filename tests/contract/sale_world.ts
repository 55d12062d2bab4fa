import { demoPackages, demoProducts } from '#lib/server/demo/demo_offers.ts';
import { form, firstReading, salesperson } from '#lib/kinds/sale/sale_scenes.ts';
import { subscriptionCode } from '#lib/kinds/sale/subscription_code.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import { beginSession } from '#lib/server/engine/start_session.ts';
import { insertOffer } from '#lib/server/store/offer_catalogue.ts';
import type { Store } from '#lib/server/store/store.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import type { Actor } from '#lib/session/kind.ts';
import { callerOf } from '../fixtures/core_world.ts';
import { openOperationsWorld, type FakeErp, type OperationsWorld } from './operations_world.ts';

/** Whom the sale is for: nobody's phone yet. */
export const rider = { ...form, phone: '254733000222' };

const device = { device_id: 'device-uuid-12345', app_version: '1.2.3', platform: 'ios', locale: 'en' };

/** One sale at STATION_002, and what its salesperson does. Each step has its own key. */
export interface SaleWorld extends OperationsWorld {
	readonly saleId: string;
	/** The subscription's code: the plan's id. */
	readonly planId: string;
	/** Takes a step by command; throws where it is refused. */
	step(name: string, input?: unknown): Promise<void>;
	/** Pays by receipt or in cash through the agent. */
	pay(amount: number, more?: { method?: string; reference?: string; correlationId?: string }): Promise<ReplyContent>;
	/** Hands the battery over through the agent. */
	handOver(correlationId?: string): Promise<ReplyContent>;
	/** The sale up to its order. */
	order(): Promise<void>;
	/** The sale up to the hand-over. */
	sell(): Promise<void>;
	/** State, status and version. */
	standsAt(): Promise<Record<string, unknown> | undefined>;
}

/** What is on offer: the demonstration's packages and plans in shillings, made from the sample template. */
export function offerRows(): Statement[] {
	return [
		...demoPackages.map(({ id, ...sold }, position) =>
			insertOffer({ id, position, content: { kind: 'package', ...sold } }),
		),
		...demoProducts
			.filter(({ currency }) => currency === 'KES')
			.map(({ id, ...sold }, position) =>
				insertOffer({ id, position, content: { kind: 'plan', ...sold, templateId: 'template-monthly' } }),
			),
	];
}

/** Seeds a database with what is on offer, an ERP if one is given, and a sale that was just begun. */
export async function openSaleWorld(store: Store, { erp }: { erp?: FakeErp } = {}): Promise<SaleWorld> {
	const world = await openOperationsWorld(store, erp ? { erp } : {});
	await store.writer.commit(offerRows());
	return saleIn(world, salesperson);
}

/** Another sale in the same world. */
export async function saleIn(world: OperationsWorld, actor: Actor): Promise<SaleWorld> {
	const { engine } = world;
	const begun = await beginSession(engine, { kind: 'sale', actor, device, key: engine.ids('begin') });
	if (!begun.ok) throw new TypeError(`No sale began: ${begun.code}`);
	return saleOf(world, begun.value.id, actor);
}

/** A sale that was begun, as the one who runs it steps on. */
export function saleOf(world: OperationsWorld, saleId: string, actor: Actor): SaleWorld {
	const { engine } = world;
	const planId = subscriptionCode(saleId);
	const caller = callerOf(actor);
	const step: SaleWorld['step'] = async (name, input = {}) => {
		const taken = await world.take(saleId, name, { key: engine.ids('key'), input, actor });
		if (!taken.ok) throw new TypeError(`${name} was refused: ${taken.code} ${JSON.stringify(taken.params)}`);
	};
	const tied = { attendant_station: actor.stationId, session_id: saleId };
	const ask = (data: object, correlationId: string) =>
		world.ask('payment_and_service', { ...data, ...tied }, { planId, correlationId, caller });
	const sale: SaleWorld = {
		...world,
		saleId,
		planId,
		step,
		pay: (amount, { method = 'MPESA', reference = 'MPESA_REF_123456', correlationId = engine.ids('cor') } = {}) =>
			ask(
				{
					payment_data: {
						service_id: planId,
						payment_amount: amount,
						payment_reference: reference,
						payment_method: method,
						payment_type: 'DEPOSIT',
					},
				},
				correlationId,
			),
		handOver: (correlationId = engine.ids('cor')) =>
			ask({ service_data: { new_battery_id: firstReading.batteryId, energy_transferred: 2.54 } }, correlationId),
		async order() {
			await step('register_customer', rider);
			await step('choose_package', { packageId: 'pkg-101' });
			await step('choose_plan', { productId: 'plan-301' });
			await step('place_order');
		},
		async sell() {
			await sale.order();
			await sale.pay(15_500);
			await step('bind_battery', { reading: firstReading });
		},
		standsAt: async () => (await world.rows(`SELECT state, status, version FROM sessions WHERE id = '${saleId}'`))[0],
	};
	return sale;
}
