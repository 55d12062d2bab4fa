import { ok, refuse } from '#lib/kernel/result.ts';
import type { PlanInput } from '#lib/plan/cycles.ts';
import { loadPlan } from '../store/load_facts.ts';
import { planRows } from '../store/ledger_rows.ts';
import { endGrace, endPeriod, listPeriodsOver } from '../store/period_rows.ts';
import type { Engine } from './engine.ts';
import { transact } from './transact.ts';

/** The most plans one sweep moves on. */
const sweepLimit = 200;

/** Moves plans on whose paid period or grace is over: PERIOD_ENDED makes the renewal due, GRACE_ENDED makes it overdue. Answers how many. */
export async function advancePeriods(engine: Engine): Promise<number> {
	const over = await listPeriodsOver(engine.store.db, engine.clock(), sweepLimit);
	let moved = 0;
	for (const { planId, input } of over) {
		const done = await advance(engine, planId, input);
		if (done.ok) moved++;
	}
	return moved;
}

function advance(engine: Engine, planId: string, input: PlanInput & ('PERIOD_ENDED' | 'GRACE_ENDED')) {
	return transact(engine, null, async () => {
		const plan = await loadPlan(engine.store.db, planId);
		const awaited = input === 'PERIOD_ENDED' ? 'CURRENT' : 'RENEWAL_DUE';
		if (plan?.paymentState !== awaited) return refuse('PAYMENT_NOT_DUE');
		const at = engine.clock();
		const change = { cause: 'clock', at, served: false, dueMinor: plan.dueMinor };
		const ended = input === 'PERIOD_ENDED' ? endPeriod(planId, at) : endGrace(planId);
		return ok({ statements: [...planRows(plan, [input], change), ended], answer: null });
	});
}
