import { toMajor } from '#lib/kernel/money.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { parsePreServiceSetup, type PreServiceSetupData } from '#lib/protocol/messages/pre_service_setup.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import type { Engine } from '../engine/engine.ts';
import { erpSubscription } from '../engine/erp_tasks.ts';
import { setUpPlan, type SetUpPlan } from '../engine/set_up_plan.ts';
import { loadPlan } from '../store/load_facts.ts';
import { upsertOutbox } from '../store/machine_rows.ts';
import { awaiting, pendingContent } from './awaited_answer.ts';
import type { AgentOperation, OperationDraft } from './operation.ts';
import { outsideSessions } from './outside_sessions.ts';
import { bundledServices, serviceState } from './service_states.ts';

/**
 * Phase 0: subscription sync with the ERP and initialisation of the plan's service states. Where an ERP is configured its answer is awaited,
 * but for a plan that was cancelled.
 * Spec: seeds/002, Prerequisites.
 */
export const preServiceSetup: AgentOperation<PreServiceSetupData> = {
	name: 'pre_service_setup',
	permission: 'swap.run',
	parse: parsePreServiceSetup,
	async run(call) {
		const { engine, planId } = call;
		const entitled = outsideSessions(call, 'pre_service_setup');
		if (!entitled.ok) return entitled;
		const actorId = call.caller.actor.id;
		if (!engine.hasErp) return setUpWithoutErp(engine, planId, actorId);
		const plan = await loadPlan(engine.store.db, planId);
		if (!plan) return refuse('PLAN_UNKNOWN');
		// The ERP would confirm a subscription anew.
		if (plan.status === 'CANCELLED') return setUpWithoutErp(engine, planId, actorId);
		const ready = await setUpPlan(engine, { planId, actorId, subscription: null });
		if (!ready.ok) return ready;
		const effect = { task: erpSubscription(plan), actorId, awaited: awaiting(call, 'pre_service_setup', null) };
		const id = `erp/setup/${planId}/${call.correlationId}`;
		return ok({
			content: pendingContent('preServiceSetup'),
			pending: true,
			statements: [upsertOutbox({ id, kind: 'erp', payload: effect, subject: planId, stationId: null, at: call.now })],
		});
	},
};

async function setUpWithoutErp(engine: Engine, planId: string, actorId: string): Promise<Result<OperationDraft>> {
	const done = await setUpPlan(engine, { planId, actorId, subscription: null });
	if (!done.ok) return done;
	const { statements, ...setUp } = done.value;
	return ok({ content: setUpContent(setUp, { isSynced: false }), statements });
}

/** What is said of a plan that was set up. */
export function setUpContent(
	{ plan, alreadyDone }: Pick<SetUpPlan, 'plan' | 'alreadyDone'>,
	{ isSynced }: { isSynced: boolean },
): ReplyContent {
	return {
		success: true,
		signals: ['PRE_SERVICE_SETUP_COMPLETED'],
		metadata: {
			called: 'preServiceSetup',
			subscription_synced: isSynced,
			service_states_initialised: true,
			already_initialised: alreadyDone,
			status: plan.status,
			service_state: plan.serviceState,
			payment_state: plan.paymentState,
			service_states: bundledServices(plan).map(serviceState),
			amount_due: plan.dueMinor === null ? null : toMajor(plan.dueMinor, plan.currency),
		},
	};
}
