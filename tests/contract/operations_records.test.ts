import { describe, expect, test } from 'vitest';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { listPaymentActions, listServiceActions } from '#lib/server/store/list_actions.ts';
import { mpesa } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { openOperationsWorld } from './operations_world.ts';

const { planId, paymentAccountId, serviceAccountId } = samplePlan;

describe.each(databases)('PaymentAction and ServiceAction on a %s', (kind) => {
	test('given payments and a swap named by short ids, then the records have the ids of the replies, newest first', async () => {
		const world = await openOperationsWorld(await (await makeDatabase(kind)).open());
		const collected = await world.device('collect_payment', { payment_amount: 40 });
		world.pass(60_000);
		const service = { old_battery_id: '100042', new_battery_id: 'b0723025100049' };
		const reply = await world.device('payment_and_service', { payment_data: mpesa(120), service_data: service });
		expect(reply.metadata['service_details']).toEqual({
			old_battery_id: 'B0723025100042',
			new_battery_id: 'B0723025100049',
			quota_consumed: 1,
		});
		const at = new Date(world.now()).toISOString();
		const before = new Date(world.now() - 60_000).toISOString();
		const common = { paymentAccountId, paymentType: 'TOP_UP' };
		expect(await listPaymentActions(world.store.db, planId, paymentAccountId)).toEqual([
			{
				...common,
				paymentActionId: reply.metadata['payment_action_id'],
				paymentAmount: 120,
				createdAt: at,
				updatedAt: at,
			},
			{
				...common,
				paymentActionId: collected.metadata['payment_action_id'],
				paymentAmount: 40,
				createdAt: before,
				updatedAt: before,
			},
		]);
		// The battery that the rider had before is none of them.
		expect(await listServiceActions(world.store.db, planId, serviceAccountId)).toEqual([
			{
				serviceActionId: reply.metadata['service_action_id'],
				serviceAccountId,
				serviceType: 'BATTERY_SWAP',
				serviceAmount: 1,
				createdAt: at,
				updatedAt: at,
			},
		]);
	});
});
