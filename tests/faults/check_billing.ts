import { setTimeout as sleep } from 'node:timers/promises';
import { rowsOf } from '../fixtures/test_store.ts';
import type { FaultWorld } from './fault_world.ts';

/** How long deliveries may take after the last fault, ms. */
const settleLimitMs = 60_000;

/** How often is looked whether they are done, ms. */
const lookEveryMs = 250;

/** Waits until nothing is on its way out. Throws if something still is 60 s after the last fault. */
export async function delivered({ store, lastFaultAt }: FaultWorld): Promise<void> {
	const start = Date.now();
	for (;;) {
		const open = await rowsOf(store, 'SELECT id, last_error FROM outbox WHERE done_at IS NULL');
		if (open.length === 0) return;
		const openMs = Date.now() - Math.max(start, lastFaultAt());
		if (openMs > settleLimitMs) throw new Error(`Not delivered after ${openMs} ms: ${JSON.stringify(open)}`);
		await sleep(lookEveryMs);
	}
}

/** What the ERP was told too often or not at all, empty if nothing: each payment, usage and plan is one record of it, however often it was sent. */
export async function billedWrongly({ store, odoo }: FaultWorld): Promise<string[]> {
	const count = (model: string, field: string, reference: string) =>
		odoo.records(model).filter((record) => String(record[field]).includes(reference)).length;
	const payments = await rowsOf(store, 'SELECT id FROM payments');
	const usage = await rowsOf(store, 'SELECT id, plan_id, status FROM usage_reports');
	const plans = new Set(usage.map((row) => String(row['plan_id'])));
	const found = [
		...[...plans].map((plan) => [`order of ${plan}`, count('sale.order', 'client_order_ref', plan)] as const),
		...payments.map(({ id }) => [`payment ${String(id)}`, count('account.payment', 'memo', String(id))] as const),
		...usage.map(({ id }) => [String(id), count('sale.order.line', 'name', `(${String(id)})`)] as const),
	];
	return [
		...found.filter(([, times]) => times !== 1).map(([what, times]) => `${what}: billed ${times} times`),
		...(await rowsOf(store, `SELECT key FROM idempotency WHERE status = 'pending'`)).map(
			(row) => `${String(row['key'])}: pending`,
		),
		...usage.filter(({ status }) => status !== 'processed').map((row) => `not processed: ${JSON.stringify(row)}`),
	];
}
