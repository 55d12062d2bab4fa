import { toWh } from '#lib/kernel/energy.ts';
import { ok, refuse, type Refusal, type Result } from '#lib/kernel/result.ts';
import { withinCashLimit } from '#lib/ledger/cash_limit.ts';
import { mayBePaidFor } from '#lib/ledger/due.ts';
import type { PaymentReport } from '#lib/ledger/pay.ts';
import { payThenServe, type PaidAndServed } from '#lib/ledger/pay_then_serve.ts';
import type { ServiceReport } from '#lib/ledger/serve.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import { parsePaymentAndService, type PaymentAndServiceData } from '#lib/protocol/messages/payment_and_service.ts';
import { batteryOf, type Facts } from '#lib/plan/world.ts';
import { ledgerStatements } from '../engine/append.ts';
import { loadFacts, loadPlan } from '../store/load_facts.ts';
import type { AgentOperation, OperationCall, OperationDraft } from './operation.ts';
import { completedContent, refusedPaymentAndService } from './payment_and_service_reply.ts';
import { paymentFields } from './payment_fields.ts';
import { takeSessionStep } from './session_step.ts';

type Call = OperationCall<PaymentAndServiceData>;

/**
 * Payment first, then service, in one transaction: the payment credits quota, the service debits it, both batteries change hands
 * and the plan's cycles advance. In a session it completes the steps from payment on. Spec: seeds/002 A3.5.
 */
export const paymentAndService: AgentOperation<PaymentAndServiceData> = {
	name: 'payment_and_service',
	permission: 'swap.run',
	parse: parsePaymentAndService,
	refused: refusedPaymentAndService,
	async run(call) {
		const plan = await loadPlan(call.engine.store.db, call.planId);
		if (!plan) return refuse('PLAN_UNKNOWN');
		const reported = paymentReport(call, plan);
		if (!reported.ok) return reported;
		const payment = reported.value;
		const entitled = mayReport(call, payment);
		if (!entitled.ok) return entitled;
		const limited = payment ? withinCashLimit(payment, call.caller.actor.cashLimitMinor, plan.currency) : null;
		if (limited && !limited.ok) return limited;
		if (payment?.verification === 'cash' && !call.caller.allow('cash.record', null)) return refuse('NOT_ALLOWED');
		return call.data.session_id ? inSession(call, payment) : outsideSessions(call, plan, payment);
	},
};

/**
 * A person's swap runs in a session, which knows its price; a person's payment tops up. A deposit, renewal or final payment
 * moves the plan's payment cycle and comes from trusted accounts only, as does a swap outside a session.
 */
function mayReport({ caller, data }: Call, payment: PaymentReport | null): Result<null> {
	if (caller.trusted) return ok(null);
	if (data.service_data && !data.session_id) return refuse('SESSION_REQUIRED');
	if (payment && payment.paymentType !== 'TOP_UP' && !data.session_id)
		return refuse('PAYMENT_TYPE_NOT_ALLOWED', { type: payment.paymentType });
	return ok(null);
}

async function inSession(call: Call, payment: PaymentReport | null): Promise<Result<OperationDraft>> {
	const service = call.data.service_data;
	const step = await takeSessionStep(call, 'payment_and_service', {
		correlationId: call.correlationId,
		payment,
		service: service ? { oldBatteryId: service.old_battery_id ?? null, newBatteryId: service.new_battery_id } : null,
	});
	if (!step.ok) return step;
	const outcome = step.value.outcome as Pick<PaidAndServed, 'payment' | 'service'> & { refused: Refusal | null };
	const content = completedContent(call, outcome, {
		paymentId: payment?.paymentId ?? null,
		sessionVersion: step.value.version,
		refused: outcome.refused,
	});
	return ok({ content, statements: step.value.statements });
}

async function outsideSessions(
	call: Call,
	plan: PlanFacts,
	payment: PaymentReport | null,
): Promise<Result<OperationDraft>> {
	const { engine, caller, data } = call;
	const payable = mayBePaidFor(plan);
	if (!payable.ok) return payable;
	const service = data.service_data ? serviceReport(data.service_data) : null;
	const batteryIds = service ? [service.newBatteryId, ...(service.oldBatteryId ? [service.oldBatteryId] : [])] : [];
	const facts = { ...(await loadFacts(engine.store.db, { batteryIds })), plan };
	const stationId = caller.actor.stationId ?? (caller.trusted ? stationOf(call, facts) : null);
	if (stationId === null) return refuse('NO_OPEN_SHIFT');
	const key = `${call.planId}/payment_and_service/${call.correlationId}`;
	const done = payThenServe({ facts, key, stationId, payment, service });
	if (!done.ok) return done;
	const context = { sessionId: null, stationId, actorId: caller.actor.id, at: call.now };
	const statements = ledgerStatements({ facts, decision: done.value, context, cause: key });
	const content = completedContent(call, done.value, {
		paymentId: payment?.paymentId ?? null,
		sessionVersion: null,
		refused: null,
	});
	return ok({ content, statements });
}

/** Where a trusted account names no station: the one that holds the battery to be issued, as the specs' retry has it. */
function stationOf({ data }: Call, facts: Facts): string {
	const holder = data.service_data ? batteryOf(facts, data.service_data.new_battery_id)?.holder : undefined;
	return holder?.kind === 'station' ? holder.id : data.attendant_station;
}

/** The payment as the ledger takes it. Refuses PAYMENT_AMOUNT_INVALID for an amount that the currency has no coin for. */
function paymentReport(call: Call, plan: PlanFacts): Result<PaymentReport | null, 'PAYMENT_AMOUNT_INVALID'> {
	const payment = call.data.payment_data;
	if (!payment) return ok(null);
	const fields = paymentFields(
		{ method: payment.payment_method, reference: payment.payment_reference, amount: payment.payment_amount },
		plan.currency,
	);
	if (!fields.ok) return fields;
	return ok({
		...fields.value,
		paymentId: call.engine.ids('pay'),
		serviceId: payment.service_id,
		paymentType: payment.payment_type.toUpperCase(),
		excessMinor: 0,
	});
}

function serviceReport(service: NonNullable<PaymentAndServiceData['service_data']>): ServiceReport {
	const energy = service.energy_transferred ?? null;
	return {
		oldBatteryId: service.old_battery_id ?? null,
		newBatteryId: service.new_battery_id,
		energyWh: energy === null ? null : toWh(energy),
		oldEnergyWh: null,
		newEnergyWh: null,
		waiverMinor: 0,
	};
}
