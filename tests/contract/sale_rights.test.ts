import { describe, expect, test } from 'vitest';
import { firstReading } from '#lib/kinds/sale/sale_scenes.ts';
import { subscriptionCode } from '#lib/kinds/sale/subscription_code.ts';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { callerOf } from '#lib/server/auth/callers.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { sound } from '../fixtures/swap_requests.ts';
import {
	address,
	agentAs,
	device,
	handOver,
	harmless,
	hidden,
	notAllowed,
	notFound,
	openSale,
	payment,
	rpc,
	salesperson,
	stepAs,
} from './sale_rights_world.ts';
import { rider, type SaleWorld } from './sale_world.ts';

/** What salespeople may do in sales, and nowhere else, over tRPC and through the agent. Spec: docs SECURITY, docs/decisions/0024. */

test('a salesperson runs a sale at the station of their shift, and hands its first battery out', async () => {
	const sale = await openSale();
	const { id } = await rpc(sale, salesperson).sessions.begin({ kind: 'sale', device, key: 'begin' });
	const own: SaleWorld = { ...sale, saleId: id, planId: subscriptionCode(id) };
	await stepAs(own, salesperson, ['register_customer', rider]);
	await stepAs(own, salesperson, ['choose_package', { packageId: 'pkg-101' }]);
	await stepAs(own, salesperson, ['choose_plan', { productId: 'plan-301' }]);
	await stepAs(own, salesperson, ['place_order']);
	expect(await agentAs(own, salesperson, { data: payment(own) })).toMatchObject({ success: true });
	await stepAs(own, salesperson, ['bind_battery', { reading: firstReading }]);
	expect(await agentAs(own, salesperson)).toMatchObject({ success: true });
	expect(await sale.rows(`SELECT state FROM sessions WHERE id = '${id}'`)).toEqual([{ state: 'done' }]);
	await sound(sale);
});

describe('a salesperson', () => {
	test('begins no swap, and takes no step of one', async () => {
		const sale = await openSale();
		const swap = await sale.begin('swap');
		const audit = await harmless(sale, async () => {
			await expect(rpc(sale, salesperson).sessions.begin({ kind: 'swap', device, key: 'k' })).rejects.toMatchObject(
				notFound,
			);
			for (const step of ['cancel', 'review', 'push', 'issue', 'none'])
				await expect(stepAs({ ...sale, saleId: swap.id }, salesperson, [step])).rejects.toMatchObject(notFound);
			const named = { planId: samplePlan.planId, data: { session_id: swap.id, qr_code_data: samplePlan.planId } };
			expect(await agentAs(sale, salesperson, { operation: 'identify_customer', ...named })).toMatchObject(notAllowed);
			expect(
				await agentAs(sale, salesperson, { planId: samplePlan.planId, data: handOver({ ...sale, saleId: swap.id }) }),
			).toMatchObject(notAllowed);
		});
		expect(audit).toHaveLength(8);
		expect(audit.every(({ actor_id: actor }) => actor === salesperson.id)).toBe(true);
	});

	test.each<[string, (sale: SaleWorld) => object]>([
		['payment_and_service outside a session', (sale) => ({ data: { service_data: handOver(sale).service_data } })],
		['identify_customer', () => ({ operation: 'identify_customer', data: { qr_code_data: samplePlan.planId } })],
		[
			'identify_customer naming the sale',
			({ saleId }) => ({
				operation: 'identify_customer',
				data: { qr_code_data: samplePlan.planId, session_id: saleId },
			}),
		],
		[
			'identify_equipment naming the sale',
			({ saleId }) => ({
				operation: 'identify_equipment',
				data: { equipment_id: firstReading.batteryId, reading: firstReading, session_id: saleId },
			}),
		],
		['validate_quota naming the sale', ({ saleId }) => ({ operation: 'validate_quota', data: { session_id: saleId } })],
		[
			'validate_payment naming the sale',
			({ saleId }) => ({ operation: 'validate_payment', data: { session_id: saleId } }),
		],
		[
			'equipment_checkout naming the sale',
			({ saleId }) => ({
				operation: 'equipment_checkout',
				data: { replacement_equipment_id: firstReading.batteryId, session_id: saleId },
			}),
		],
	])('may not ask for %s', async (_, asked) => {
		const sale = await openSale();
		await sale.sell();
		const audit = await harmless(sale, async () => {
			expect(await agentAs(sale, salesperson, asked(sale))).toMatchObject({ success: false });
		});
		expect(audit).toMatchObject([{ action: 'operation.refused', actor_id: salesperson.id }]);
		expect(String(audit[0]?.['detail_json'])).toContain('NOT_ALLOWED');
	});

	test.each(['payment', 'hand-over'])('makes no %s on another rider’s plan under their sale', async (what) => {
		const sale = await openSale();
		await sale.order();
		if (what === 'hand-over') await sale.pay(15_500).then(() => sale.step('bind_battery', { reading: firstReading }));
		const data = what === 'payment' ? payment(sale) : handOver(sale);
		const audit = await harmless(sale, async () => {
			expect(await agentAs(sale, salesperson, { planId: samplePlan.planId, data })).toMatchObject(hidden);
		});
		expect(audit).toMatchObject([{ action: 'operation.refused', actor_id: salesperson.id }]);
	});

	test('hands nothing out before the order, before it is paid, or once the sale is over', async () => {
		const sale = await openSale();
		const refused = async (reason: string) =>
			harmless(sale, async () =>
				expect(await agentAs(sale, salesperson)).toMatchObject({ success: false, metadata: { reason } }),
			);
		await refused('PLAN_UNKNOWN');
		await sale.order();
		await refused('PAYMENT_INSUFFICIENT');
		await sale.pay(15_500);
		await refused('BATTERY_NOT_BOUND');
		await sale.step('bind_battery', { reading: firstReading });
		expect(await agentAs(sale, salesperson)).toMatchObject({ success: true });
		await refused('SESSION_ENDED');
	});

	test('who lost the answer to the hand-over is given it again, as long as the station is theirs', async () => {
		const sale = await openSale();
		await sale.sell();
		const data = { attendant_station: 'STATION_002', ...handOver(sale) };
		const ask = (by: SignedIn) =>
			sale.ask('payment_and_service', data, {
				planId: sale.planId,
				correlationId: 'out',
				caller: callerOf(by, address),
			});
		const first = await ask(salesperson);
		expect(first).toMatchObject({ success: true });
		expect(await ask(salesperson)).toEqual(first);
		expect(await ask({ ...salesperson, shift: null })).toMatchObject(notAllowed);
		await sound(sale);
	});

	test('gives no steps of the agent’s as commands', async () => {
		const sale = await openSale();
		await sale.order();
		const erp = { partnerId: '1', orderId: '1', orderName: 'x', subscriptionId: '1' };
		const paid = { correlationId: 'c', payment: { amountMinor: 1_550_000 }, service: null };
		await harmless(sale, async () => {
			await expect(stepAs(sale, salesperson, ['register_order', erp])).rejects.toThrow();
			await expect(stepAs(sale, salesperson, ['complete', paid])).rejects.toThrow();
			await expect(
				stepAs(sale, salesperson, ['push_update', { intentId: 'x', progress: { status: 'sent' } }]),
			).rejects.toThrow();
		});
	});
});
