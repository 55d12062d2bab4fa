import { ok, type Result } from '#lib/kernel/result.ts';
import type { Erp } from '../ports_erp.ts';
import { loadErpId, loadPlan } from '../store/load_facts.ts';
import { knownRows } from '../store/plan_setup_rows.ts';
import type { Engine } from './engine.ts';
import { erpSubscription } from './erp_tasks.ts';

/**
 * Sees to it that the ERP knows a plan before anything is billed on it: customer, order and subscription are made there where they are missing.
 * Changes nothing of the plan's standing, which Phase 0 brings in line. Refuses ERP_REFUSED as the ERP does.
 */
export async function introducePlan(engine: Engine, erp: Erp, planId: string): Promise<Result<null, 'ERP_REFUSED'>> {
	if ((await loadErpId(engine.store.db, planId)) !== null) return ok(null);
	const plan = await loadPlan(engine.store.db, planId);
	if (!plan) throw new TypeError(`There is no plan ${planId} to introduce`);
	const subscription = await erp.syncSubscription(erpSubscription(plan));
	if (!subscription.ok) return subscription;
	await engine.store.writer.commit(knownRows(planId, subscription.value));
	return ok(null);
}
