import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { advanceCycles, type PlanInput } from '#lib/plan/cycles.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import type { PlanTemplate } from '#lib/plan/template.ts';
import type { ErpSubscription } from '../ports_erp.ts';
import { hasUntoldPayment } from '../store/due_outbox.ts';
import { loadPlan } from '../store/load_facts.ts';
import { planRows } from '../store/ledger_rows.ts';
import { insertAudit } from '../store/machine_rows.ts';
import { endPeriod, startPeriod } from '../store/period_rows.ts';
import { loadTemplate, setupRows, syncedRows } from '../store/plan_setup_rows.ts';
import type { Statement } from '../store/statement.ts';
import type { Engine } from './engine.ts';

/** Standings that only the sale of a plan gives and takes. */
const soldHere: ReadonlySet<string> = new Set(['ORDERED', 'CANCELLED']);

/** Who asked for Phase 0, and what the ERP said where there is one. */
export interface PlanSetUp {
	readonly planId: string;
	readonly actorId: string;
	readonly subscription: ErpSubscription | null;
}

/** A plan as it will be, and the statements that make it so. */
export interface SetUpPlan {
	readonly plan: PlanFacts;
	/** True if it had its services before. */
	readonly alreadyDone: boolean;
	readonly statements: Statement[];
}

/**
 * Phase 0: gives a plan its services from its template, once, and brings its standing to what the ERP holds. Spec: seeds/002, Prerequisites.
 * A plan of a sale that is open or was given up stays so, whatever the ERP holds. Refuses PLAN_UNKNOWN and TEMPLATE_UNKNOWN. The plan's next number is the lock: two of these cannot both set it up.
 */
export async function setUpPlan(
	engine: Engine,
	{ planId, actorId, subscription: told }: PlanSetUp,
): Promise<Result<SetUpPlan>> {
	const plan = await loadPlan(engine.store.db, planId);
	if (!plan) return refuse('PLAN_UNKNOWN');
	const template = plan.initialised ? null : await loadTemplate(engine.store.db, plan.templateId);
	if (!plan.initialised && !template) return refuse('TEMPLATE_UNKNOWN', { template: plan.templateId });
	// What the ERP has open may be paid by what it has not heard of yet.
	const isBehind = told !== null && (await hasUntoldPayment(engine.store.db, planId));
	// What a sale has due is the sale's to say.
	const isSilent = isBehind || soldHere.has(plan.status);
	const subscription = told && isSilent ? { ...told, dueMinor: null } : told;
	const at = engine.clock();
	const inputs = inputsOf(plan, subscription, at);
	const dueMinor = dueOf(plan, { template, subscription, inputs });
	const change = { cause: 'pre_service_setup', at, served: false, dueMinor };
	return ok({
		plan: planAsSetUp(plan, { template, subscription, inputs, dueMinor }),
		alreadyDone: plan.initialised,
		statements: [
			...periodStatements(planId, inputs, at),
			// After the period's own rows: what is due is the ERP's word, not the template's renewal.
			...planRows(plan, inputs, change),
			...(template ? setupRows(planId, template.services, at) : []),
			...(subscription ? syncStatements(planId, subscription, at) : []),
			insertAudit({
				id: `aud-setup-${planId}-${plan.version + 1}`,
				at,
				actorId,
				action: 'plan.set_up',
				subject: planId,
				stationId: null,
				origin: 'pre_service_setup',
				detail: { inputs, dueMinor, erpState: subscription?.state ?? null },
			}),
		],
	});
}

/** A period that the ERP ends has its grace, and one that it was paid for begins, as by the clock and by a payment here. */
function periodStatements(planId: string, inputs: readonly PlanInput[], at: number): Statement[] {
	if (inputs.includes('RENEWAL_PAID')) return [startPeriod(planId, at)];
	return inputs.includes('PERIOD_ENDED') ? [endPeriod(planId, at)] : [];
}

function planAsSetUp(
	plan: PlanFacts,
	setUp: {
		template: PlanTemplate | null;
		subscription: ErpSubscription | null;
		inputs: PlanInput[];
		dueMinor: number | null;
	},
): PlanFacts {
	const { template, subscription, inputs, dueMinor } = setUp;
	const services = template?.services.map((service) => ({ ...service, usedMilli: 0, currentAsset: null, quotaSeq: 1 }));
	return {
		...plan,
		...advanceCycles(plan, inputs),
		status: subscription && !soldHere.has(plan.status) ? statusOf(subscription) : plan.status,
		initialised: true,
		dueMinor,
		services: services ?? plan.services,
	};
}

function statusOf({ active }: ErpSubscription): string {
	return active ? 'ACTIVE' : 'SUSPENDED';
}

function syncStatements(planId: string, subscription: ErpSubscription, at: number): Statement[] {
	const { erpId, customerErpId } = subscription;
	return syncedRows(planId, { erpId, customerErpId, status: statusOf(subscription), at });
}

/** What is due: what the ERP has open, the template's deposit for a new plan, else what was due before and is not paid by these inputs. */
function dueOf(
	plan: PlanFacts,
	asked: { template: PlanTemplate | null; subscription: ErpSubscription | null; inputs: readonly PlanInput[] },
): number | null {
	const { template, subscription, inputs } = asked;
	const openMinor = subscription?.dueMinor ?? 0;
	if (openMinor > 0) return openMinor;
	if (template) return template.depositMinor;
	return inputs.includes('RENEWAL_PAID') ? null : plan.dueMinor;
}

/** The inputs that bring the payment cycle to what the ERP holds. Nothing open pays a renewal only if the ERP has no invoice yet to make for it. */
function inputsOf(plan: PlanFacts, subscription: ErpSubscription | null, at: number): PlanInput[] {
	if (subscription === null || subscription.dueMinor === null) return [];
	if (subscription.dueMinor > 0) return plan.paymentState === 'CURRENT' ? ['PERIOD_ENDED'] : [];
	const wasDue = plan.paymentState === 'RENEWAL_DUE' || plan.paymentState === 'OVERDUE';
	const isInvoiced = subscription.nextInvoiceAt === null || subscription.nextInvoiceAt > at;
	return wasDue && isInvoiced ? ['RENEWAL_PAID'] : [];
}
