import { describe, expect, test } from 'vitest';
import { loadKindWork } from '#lib/kinds/ui.ts';
import { firstReading } from '#lib/kinds/sale/sale_scenes.ts';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { beginFromForm } from '#lib/server/actions/begin_session.ts';
import { takeStepFromForm } from '#lib/server/actions/session_step.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { person } from './rest_world.ts';
import {
	agentAs,
	attendant,
	device,
	elsewhere,
	formEvent,
	harmless,
	hidden,
	notFound,
	offShift,
	openSale,
	otherStation,
	others,
	ownRider,
	payment,
	rpc,
	salesperson,
	stepAs,
	strangers,
} from './sale_rights_world.ts';
import { rider } from './sale_world.ts';

/** What those who run no sales may do in one: nothing, over tRPC, by form and through the agent. Spec: docs SECURITY, docs/decisions/0024. */

describe('whoever runs no sales here', () => {
	test.each(others)('$role $id begins none', async (by) => {
		const sale = await openSale();
		await expect(rpc(sale, by).sessions.begin({ kind: 'sale', device, key: 'k' })).rejects.toMatchObject(notFound);
		expect(await sale.rows('SELECT id FROM sessions')).toHaveLength(1);
		expect(await sale.rows('SELECT action, actor_id FROM audit')).toEqual([
			{ action: 'procedure.refused', actor_id: by.id },
		]);
	});

	test.each(strangers)('$role $id takes no step, and does not learn who was found', async (by) => {
		const sale = await openSale();
		const known = { ...rider, phone: samplePlan.customer.phone };
		const steps = [
			['register_customer', known],
			['register_customer', rider],
			['cancel', { reason: 'x' }],
			['push', { phone: null }],
			['none', {}],
		] as const;
		const audit = await harmless(sale, async () => {
			for (const [step, input] of steps)
				await expect(stepAs(sale, by, [step, input])).rejects.toSatisfy(
					(error: Error) => !/customer-12345|CUSTOMER_EXISTS|Jane/.test(JSON.stringify(error) + error.message),
				);
		});
		expect(audit).toHaveLength(steps.length);
		expect(new Set(audit.map(({ actor_id: actor }) => actor))).toEqual(new Set([by.id]));
	});

	test.each(strangers)('$role $id asks no phone, pays nothing and hands nothing out', async (by) => {
		const sale = await openSale();
		await sale.order();
		const audit = await harmless(sale, async () => {
			await expect(stepAs(sale, by, ['push', { phone: '254711000111' }])).rejects.toMatchObject(notFound);
			expect(await agentAs(sale, by, { data: payment(sale) })).toMatchObject({ success: false });
		});
		expect(audit).toHaveLength(2);
		await sale.pay(15_500);
		await sale.step('bind_battery', { reading: firstReading });
		await harmless(sale, async () => expect(await agentAs(sale, by)).toMatchObject({ success: false }));
	});

	test.each(others)('$role $id begins none by form', async (by) => {
		const sale = await openSale();
		await harmless(sale, () =>
			expect(beginFromForm(formEvent(sale, by, { path: '/', fields: { key: 'k' } }), 'sale')).rejects.toMatchObject({
				status: 404,
			}),
		);
	});

	test.each(strangers)('$role $id takes no step by form', async (by) => {
		const sale = await openSale();
		const fields = { step: 'cancel', reason: 'x', version: '1', key: 'k' };
		await harmless(sale, () =>
			expect(
				takeStepFromForm(formEvent(sale, by, { path: `/sessions/${sale.saleId}`, fields }), sale.saleId, loadKindWork),
			).rejects.toMatchObject(by === offShift ? { status: 303 } : { status: 404 }),
		);
	});

	test('the rider of the sale reads it and takes no part in it', async () => {
		const sale = await openSale();
		await sale.order();
		const by = ownRider(sale);
		expect(await rpc(sale, by).sessions.get({ sessionId: sale.saleId })).toMatchObject({ id: sale.saleId });
		await harmless(sale, async () => {
			for (const step of ['push', 'cancel'])
				await expect(stepAs(sale, by, [step, { phone: null, reason: 'x' }])).rejects.toMatchObject(notFound);
			expect(await agentAs(sale, by, { data: payment(sale) })).toMatchObject({ success: false });
			await expect(rpc(sale, by).sessions.recover({ sessionId: sale.saleId, key: 'k' })).rejects.toMatchObject(
				notFound,
			);
		});
	});

	test('nobody else reads a sale than the table says', async () => {
		const sale = await openSale();
		const reads = async (by: SignedIn) =>
			rpc(sale, by)
				.sessions.get({ sessionId: sale.saleId })
				.then(
					() => true,
					() => false,
				);
		expect(await reads(salesperson)).toBe(true);
		expect(await reads(attendant)).toBe(true);
		expect(await reads(person('manager', { shift: null }))).toBe(true);
		expect(await reads(person('admin', { stations: '*', shift: null }))).toBe(true);
		for (const by of [otherStation, offShift, person('mechanic'), person('rider', { customerId: 'customer-12345' })])
			expect(await reads(by)).toBe(false);
		await expect(rpc(sale, attendant).sessions.recover({ sessionId: sale.saleId, key: 'k' })).rejects.toMatchObject(
			notFound,
		);
		expect(await rpc(sale, attendant).sessions.open()).toEqual([]);
		await expect(rpc(sale, null).sessions.get({ sessionId: sale.saleId })).rejects.toMatchObject({
			code: 'UNAUTHORIZED',
		});
	});

	test('an attendant learns from the agent nothing of sales elsewhere', async () => {
		const sale = await openSale();
		const far = person('attendant', { id: 'attendant-001', shift: elsewhere });
		for (const saleId of [sale.saleId, 'sales-sess-none']) {
			const named = { operation: 'identify_customer', planId: samplePlan.planId } as const;
			const data = { qr_code_data: samplePlan.planId, session_id: saleId };
			expect(await agentAs(sale, far, { ...named, data })).toMatchObject(hidden);
		}
	});
});
