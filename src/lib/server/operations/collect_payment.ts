import { toMajor } from '#lib/kernel/money.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { dueAfter, mayBePaidFor, paysWhatIsDue } from '#lib/ledger/due.ts';
import { pay } from '#lib/ledger/pay.ts';
import { payDue, type DuePayment } from '#lib/ledger/pay_due.ts';
import { planAfter } from '#lib/ledger/plan_after.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import { expectedPaymentType } from '#lib/plan/cycles.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import { parseCollectPayment, type CollectPaymentData } from '#lib/protocol/messages/collect_payment.ts';
import { ledgerStatements } from '../engine/append.ts';
import { loadPlan } from '../store/load_facts.ts';
import { answerPaymentRequest, loadOpenPaymentRequest } from '../store/payment_request_rows.ts';
import { paymentActionId } from '#lib/ledger/action_ids.ts';
import type { AgentOperation, OperationCall } from './operation.ts';
import { outsideSessions, reportedStation } from './outside_sessions.ts';
import { paymentFields } from './payment_fields.ts';

type Call = OperationCall<CollectPaymentData>;
type Moved = { moves: readonly LedgerWorld['move'][]; planInputs: readonly LedgerWorld['planInput'][] };

/**
 * Records a payment that was collected: what the plan waits for (deposit, renewal, final), else a top-up of quota. The amount is the one named,
 * else that of the open request, else what the plan has due. Spec: seeds/002 A3, Payment Collection.
 */
export const collectPayment: AgentOperation<CollectPaymentData> = {
	name: 'collect_payment',
	permission: 'cash.record',
	parse: parseCollectPayment,
	async run(call) {
		const { engine, planId, data, now } = call;
		const entitled = outsideSessions(call, 'collect_payment');
		if (!entitled.ok) return entitled;
		const plan = await loadPlan(engine.store.db, planId);
		if (!plan) return refuse('PLAN_UNKNOWN');
		const payable = mayBePaidFor(plan);
		if (!payable.ok) return payable;
		const wanted = { planId, id: data.payment_request_id ?? null };
		const request = await loadOpenPaymentRequest(engine.store.db, wanted);
		if (wanted.id !== null && !request) return refuse('PAYMENT_REQUEST_UNKNOWN', { request: wanted.id });
		const payment = paymentOf(call, plan, request?.amountMinor ?? plan.dueMinor);
		if (!payment.ok) return payment;
		const moved = capturePayment(call, plan, payment.value);
		if (!moved.ok) return moved;
		const stationId = await reportedStation(call);
		const context = { sessionId: null, stationId, actorId: call.caller.actor.id, at: now };
		const facts = { plan, batteries: {} };
		const answered = request ? [answerPaymentRequest(request, { ...payment.value, at: now })] : [];
		return ok({
			content: collectedContent({ call, plan, payment: payment.value, moved: moved.value, request }),
			statements: [...ledgerStatements({ facts, decision: moved.value, context, cause: keyOf(call) }), ...answered],
		});
	},
};

function keyOf({ planId, correlationId }: Call): string {
	return `${planId}/collect_payment/${correlationId}`;
}

function paymentOf(call: Call, plan: PlanFacts, openMinor: number | null): Result<DuePayment> {
	const { data } = call;
	const amount = data.payment_amount ?? (openMinor === null ? null : toMajor(openMinor, plan.currency));
	if (amount === null || amount <= 0) return refuse('PAYMENT_AMOUNT_INVALID');
	// The specification's own example names no receipt: the request itself is then what may count once.
	const reference = data.payment_reference ?? `${plan.planId}:${call.correlationId}`;
	const fields = paymentFields({ method: data.payment_method, reference, amount }, plan.currency);
	if (!fields.ok) return fields;
	return ok({
		...fields.value,
		paymentId: call.engine.ids('pay'),
		paymentType: expectedPaymentType(plan.paymentState),
	});
}

function capturePayment(call: Call, plan: PlanFacts, payment: DuePayment): Result<Moved> {
	if (paysWhatIsDue(plan, payment.paymentType)) return ok(payDue(plan, payment, keyOf(call)));
	if (plan.paymentState === 'COMPLETE') return refuse('PAYMENT_NOT_DUE');
	const priced = plan.services.find((service) => (service.unitPriceMinor ?? 0) > 0)?.serviceId;
	const serviceId = call.data.service_id ?? priced;
	if (serviceId === undefined) return refuse('RATE_MISSING', { plan: plan.planId });
	return pay(plan, { ...payment, serviceId, excessMinor: 0 }, keyOf(call));
}

function collectedContent(collected: {
	call: Call;
	plan: PlanFacts;
	payment: DuePayment;
	moved: Moved;
	request: { id: string } | null;
}) {
	const { call, plan, payment, moved, request } = collected;
	const after = planAfter(plan, moved);
	const due = dueAfter(plan, moved.moves, moved.planInputs);
	return {
		success: true,
		signals: ['PAYMENT_COLLECTED'],
		metadata: {
			called: 'collectPayment',
			payment_id: payment.paymentId,
			payment_action_id: paymentActionId(payment.paymentId, call.now),
			payment_request_id: request?.id ?? null,
			payment_amount: toMajor(payment.amountMinor, plan.currency),
			currency: plan.currency,
			payment_method: payment.method,
			payment_reference: payment.reference,
			payment_type: payment.paymentType,
			offline_mode: call.data.offline_mode,
			payment_state: after.paymentState,
			service_state: after.serviceState,
			amount_due: due === null ? null : toMajor(due, plan.currency),
		},
		fsmInputs: moved.planInputs,
	};
}
