import process from 'node:process';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Store } from '#lib/server/store/store.ts';
import { operationRows } from '../contract/operations_world.ts';
import { offerRows } from '../contract/sale_world.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { withTwoWriters } from '../fixtures/two_writers.ts';
import { checkSent, playBatches } from './play_requests.ts';
import { randomSales } from './sale_commands.ts';
import { makeSaleRequests, newSaleRun, saleBatteries } from './sale_run.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 40);

/** The price of the order that every sale of a run places, minor units. */
const totalMinor = 1_550_000;

/** Sales with their plan, what their payments are kept for, and who holds a battery of the plan. */
const salesSql = `
	SELECT s.id, s.state, s.status, p.status AS plan, p.payment_state AS paid,
		(SELECT coalesce(sum(m.amount_minor), 0) FROM money_entries m JOIN payments y ON y.id = m.payment_id
			WHERE y.plan_id = p.id AND m.bucket = 'service') AS kept,
		(SELECT count(*) FROM batteries b WHERE b.holder_kind = 'rider' AND b.holder_id = p.id) AS held
	FROM sessions s LEFT JOIN plans p ON p.id = s.plan_id`;

/** What no sale may come to: a battery that was not paid for, a price kept in part once it is over, a plan that serves after it was given up. */
async function brokenSales(store: Store): Promise<unknown[]> {
	const sales = await rowsOf(store, salesSql);
	return sales.filter(({ state, status, plan, paid, kept, held }) => {
		if (plan === null) return held !== 0 || kept !== 0;
		if (status === 'cancelled' || status === 'expired') return plan !== 'CANCELLED' || kept !== 0 || held !== 0;
		const isPaid = state !== 'pay';
		const keeps = isPaid ? kept === totalMinor : Number(kept) < totalMinor;
		return (
			plan !== (state === 'done' ? 'ACTIVE' : 'ORDERED') ||
			!keeps ||
			(paid === 'CURRENT') !== isPaid ||
			held !== (state === 'done' ? 1 : 0)
		);
	});
}

/** What the runs came to, so that they cannot pass by doing nothing. */
const reached = new Map<string, number>();

test(
	`invariants 1 to 8 hold after ${numRuns} random runs of concurrent, repeated and reordered requests in sales`,
	{ timeout: 600_000 },
	async () => {
		const property = fc.asyncProperty(randomSales, (batches) =>
			withTwoWriters({ plans: [], batteries: saleBatteries }, async (worlds) => {
				const [world] = worlds;
				await world.store.writer.commit([...operationRows(world.now(), {}), ...offerRows()]);
				const run = newSaleRun();
				const sent = await playBatches(worlds, batches, (at, command) => makeSaleRequests(run, at, command));
				expect(await brokenSales(world.store)).toEqual([]);
				await checkSent(world, sent);
				const mine = 'SELECT state FROM sessions UNION ALL SELECT bucket FROM money_entries';
				for (const { state } of await rowsOf(world.store, mine))
					reached.set(String(state), (reached.get(String(state)) ?? 0) + 1);
			}),
		);
		await fc.assert(property, { numRuns });
		expect([...reached.keys()]).toEqual(expect.arrayContaining(['done', 'cancelled', 'expired', 'pay', 'refund_due']));
	},
);

afterAll(() => {
	process.stdout.write(`Sales of the random runs ended at ${JSON.stringify(Object.fromEntries(reached))}\n`);
});
