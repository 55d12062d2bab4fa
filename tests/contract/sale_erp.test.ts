import { describe, expect, test } from 'vitest';
import { salesperson } from '#lib/kinds/sale/sale_scenes.ts';
import { retryOutbox } from '#lib/server/engine/retry_outbox.ts';
import { sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { createFakeErp, dayMs } from './operations_world.ts';
import { openSaleWorld, type SaleWorld } from './sale_world.ts';

/** A sale that was given up, and an ERP that hears of it late: no order of it stays confirmed, and its plan stays cancelled; one that is open stays ordered. */

const reason = { reason: 'The customer left' };

describe.each(databases)('the ERP and a sale that was given up on a %s', (kind) => {
	async function open() {
		const erp = createFakeErp();
		const sale = await openSaleWorld(await (await makeDatabase(kind)).open(), { erp });
		return { ...sale, erp };
	}
	const statusOf = async ({ rows, planId }: SaleWorld) =>
		(await rows(`SELECT status FROM plans WHERE id = '${planId}'`))[0]?.['status'];
	const undelivered = ({ rows }: SaleWorld) => rows("SELECT id FROM outbox WHERE kind = 'erp' AND done_at IS NULL");

	test('given an order that was put off, when the sale is given up first, then it is never placed', async () => {
		const { erp, ...sale } = await open();
		await sale.order();
		erp.mood = 'down';
		await sale.deliver();
		await sale.step('cancel', reason);
		erp.mood = 'up';
		await sale.deliver();
		sale.pass(dayMs / 2);
		await sale.deliver();
		await sale.deliver();
		expect([...erp.taken.keys()]).toEqual([`cancel ${sale.planId}`]);
		expect(await undelivered(sale)).toEqual([]);
		await sound(sale);
	});

	test('given an order that the ERP refused, when a manager tries it again after the sale was given up, then it is not placed', async () => {
		const { erp, ...sale } = await open();
		await sale.order();
		erp.mood = 'no';
		await sale.deliver();
		erp.mood = 'up';
		await sale.step('cancel', reason);
		await sale.deliver();
		const [stuck] = await undelivered(sale);
		const ids = [String(stuck?.['id'])];
		await retryOutbox(sale.engine, { ids, stations: '*', actorId: 'manager-1', origin: '192.0.2.7' });
		await sale.deliver();
		await sale.deliver();
		expect([...erp.taken.keys()]).toEqual([`cancel ${sale.planId}`]);
		expect(await undelivered(sale)).toEqual([]);
	});

	test('given an order on its way, when the sale is given up and that is heard first, then the order is cancelled after it', async () => {
		const { erp, ...sale } = await open();
		await sale.order();
		const heard: string[] = [];
		const place = erp.placeOrder;
		erp.placeOrder = async (task) => {
			await sale.step('cancel', reason);
			await sale.deliver();
			heard.push('order');
			return place(task);
		};
		const cancel = erp.cancelOrder;
		erp.cancelOrder = (task) => {
			heard.push('cancel');
			return cancel(task);
		};
		await sale.deliver();
		await sale.deliver();
		expect(heard.slice(-2)).toEqual(['order', 'cancel']);
		expect(erp.taken.get(`cancel ${sale.planId}`)).toMatchObject({ customer: { name: 'Jane Smith' } });
		expect(await sale.rows(`SELECT erp_id FROM plans WHERE id = '${sale.planId}'`)).toEqual([{ erp_id: '5001' }]);
		expect(await undelivered(sale)).toEqual([]);
		const late = `SELECT station_id, subject FROM outbox WHERE id = '${sale.planId}/cancel-late'`;
		expect(await sale.rows(late)).toEqual([{ station_id: salesperson.stationId, subject: sale.saleId }]);
	});

	test('given a cancelled plan, when it is set up, then it answers as it is and the ERP is not asked', async () => {
		const { erp, ...sale } = await open();
		await sale.order();
		await sale.step('cancel', reason);
		expect(await sale.device('pre_service_setup', {}, { planId: sale.planId })).toMatchObject({
			success: true,
			metadata: { status: 'CANCELLED', already_initialised: true },
		});
		await sale.deliver();
		expect(erp.taken.has(`subscription ${sale.planId}`)).toBe(false);
		expect(await statusOf(sale)).toBe('CANCELLED');
	});

	test.each([true, false])(
		'given a set-up that waits for the ERP, when the sale is given up meanwhile, then the plan stays cancelled (active there: %s)',
		async (active) => {
			const { erp, ...sale } = await open();
			await sale.order();
			await sale.device('pre_service_setup', {}, { planId: sale.planId, correlationId: 'set-up' });
			await sale.step('cancel', reason);
			erp.subscription = { ...erp.subscription, active };
			await sale.deliver();
			expect(erp.taken.has(`subscription ${sale.planId}`)).toBe(true);
			expect(await statusOf(sale)).toBe('CANCELLED');
			expect(
				await sale.device('pre_service_setup', {}, { planId: sale.planId, correlationId: 'set-up' }),
			).toMatchObject({ metadata: { status: 'CANCELLED', subscription_synced: true } });
		},
	);

	test.each([true, false])(
		'given a plan whose battery has not gone out, when it is set up, then the ERP does not open or suspend it (active there: %s)',
		async (active) => {
			const { erp, ...sale } = await open();
			await sale.order();
			erp.subscription = { ...erp.subscription, active };
			await sale.device('pre_service_setup', {}, { planId: sale.planId });
			await sale.deliver();
			expect(erp.taken.has(`subscription ${sale.planId}`)).toBe(true);
			expect(await statusOf(sale)).toBe('ORDERED');
		},
	);
});
