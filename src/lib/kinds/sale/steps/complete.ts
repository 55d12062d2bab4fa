import * as v from 'valibot';
import { sameBattery } from '#lib/kernel/battery_reading.ts';
import { toMajor } from '#lib/kernel/money.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { PaymentReport } from '#lib/ledger/pay.ts';
import { payDue } from '#lib/ledger/pay_due.ts';
import { payThenServe, type PaidAndServed } from '#lib/ledger/pay_then_serve.ts';
import { serviceOf, type PlanFacts } from '#lib/plan/facts.ts';
import { remainingMilli } from '#lib/plan/quota.ts';
import type { Decision, StepContext } from '#lib/session/kind.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import { insufficient, takePayment, withExcess } from '#lib/kinds/parts/take_payment.ts';
import type { SaleEvent } from '../events.ts';
import type { SaleState } from '../machine.ts';
import { saleStep } from '../sale_step.ts';
import { takingOf, type SaleData } from '../state.ts';

/** What a reply says of it. */
export interface CompletionOutcome extends Pick<PaidAndServed, 'payment' | 'service'> {
	/** Nothing is recorded and refused in one. */
	readonly refused: null;
}

const completion = v.object({
	correlationId: v.string(),
	/** The request to a phone that brought the payment, if one did. */
	intentId: v.optional(v.string()),
	payment: v.nullable(v.custom<PaymentReport>((value) => typeof value === 'object')),
	service: v.nullable(v.object({ oldBatteryId: v.nullable(v.string()), newBatteryId: v.string() })),
});

type Context = StepContext<SaleState, SaleData, LedgerWorld, v.InferOutput<typeof completion>>;
type Completed = Result<Decision<SaleEvent, LedgerWorld>>;

/**
 * The agent records a payment of the order, or hands the first battery over.
 *
 * Parts of the price add up, and what goes beyond it is to be given back. The battery goes out once all is paid; of its energy the plan's quota
 * bears what it has, since the first charge is part of the package (docs/decisions/0024). Spec: seeds/000 §1 steps 5 and 6; seeds/002 A3.5.
 */
export const complete = saleStep({
	states: ['pay', 'battery', 'hand_over'],
	permission: 'sale.run',
	byOperation: true,
	input: completion,
	needs: ({ data }) => ({ planId: data.order?.planId ?? null, batteryIds: data.battery ? [data.battery.id] : [] }),
	decide(context) {
		const { session, facts, input, actor } = context;
		if (!facts.plan) return refuse('PLAN_UNKNOWN');
		if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
		if (session.state === 'pay') {
			if (!input.payment) return insufficient(takingOf(session.data), 0);
			return input.service ? refuse('BATTERY_NOT_BOUND') : recordPayment(context, facts.plan, input.payment);
		}
		if (input.payment) return refuse('PAYMENT_NOT_DUE');
		return handOver(context, { plan: facts.plan, stationId: actor.stationId });
	},
});

/** A payment of the order pays what is due on the plan, and nothing else. */
function recordPayment(
	{ session, input, actor, now, key }: Context,
	plan: PlanFacts,
	reported: PaymentReport,
): Completed {
	const taking = takingOf(session.data);
	const { serviceId: _service, ...report } = withExcess(reported, taking);
	const taken = takePayment(taking, report, { actor, now, intentId: input.intentId });
	if (!taken.ok) return taken;
	const { excessMinor: _excess, ...payment } = report;
	const paid = payDue(plan, { ...payment, paymentType: 'DEPOSIT' }, `${key}/payment`);
	const outcome: CompletionOutcome = {
		payment: {
			serviceId: '',
			amountMajor: toMajor(payment.amountMinor, plan.currency),
			additionalQuota: 0,
			quotaBefore: 0,
			quotaAfter: 0,
		},
		service: null,
		refused: null,
	};
	return ok({ events: [taken.value], ...paid, outcome });
}

function handOver(
	{ session, facts, input, now, key }: Context,
	{ plan, stationId }: { plan: PlanFacts; stationId: string },
): Completed {
	const { battery, order } = session.data;
	if (!battery || !order) return refuse('BATTERY_NOT_BOUND');
	if (!input.service) return refuse('NEW_BATTERY_ID_MISSING');
	const { oldBatteryId, newBatteryId } = input.service;
	if (oldBatteryId !== null || !sameBattery(newBatteryId, battery.id))
		return refuse('BATTERY_MISMATCH', { scanned: newBatteryId, expected: battery.id });
	const energy = serviceOf(plan, 'energy');
	const { energyWh } = battery.reading;
	const service = {
		oldBatteryId: null,
		newBatteryId: battery.id,
		energyWh: energy ? Math.min(energyWh, Math.max(0, remainingMilli(energy))) : null,
		oldEnergyWh: null,
		newEnergyWh: energyWh,
		waiverMinor: 0,
	};
	// The plan serves nobody before this, its own first battery.
	const opened = { ...facts, plan: { ...plan, status: 'ACTIVE' } };
	const served = payThenServe({ facts: opened, key, stationId, payment: null, service });
	if (!served.ok) return served;
	const { moves, planInputs } = served.value;
	const registrationId = `#REG-${order.planId.slice(4)}`;
	const outcome: CompletionOutcome = { payment: null, service: served.value.service, refused: null };
	return ok({
		events: [{ type: 'battery_assigned', at: now, registrationId, correlationId: input.correlationId }],
		moves,
		planInputs,
		introduces: [{ introduces: 'opened_plan', planId: plan.planId }],
		outcome,
	});
}
