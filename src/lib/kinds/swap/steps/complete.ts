import * as v from 'valibot';
import { sameBattery } from '#lib/kernel/battery_reading.ts';
import { fillMessage, ok, refuse, type Refusal, type Result } from '#lib/kernel/result.ts';
import { insufficient, takePayment, withExcess } from '#lib/kinds/parts/take_payment.ts';
import type { PaymentReport } from '#lib/ledger/pay.ts';
import { payThenServe, type PaidAndServed } from '#lib/ledger/pay_then_serve.ts';
import { serviceOf, type PlanFacts } from '#lib/plan/facts.ts';
import type { Actor } from '#lib/session/kind.ts';
import type { SwapEvent } from '../events.ts';
import { swapRefusals } from '../refusals.ts';
import { serviceReport } from '../service_report.ts';
import { soldMoves } from '../sold_moves.ts';
import { evolveSwap, receiptReference, takingOf, type SwapData } from '../state.ts';
import { needsOf, swapStep, type SwapSession } from '../swap_step.ts';
import { clearPrice } from './review.ts';

/** What a reply says of a completion within a session. */
export interface CompletionOutcome extends Pick<PaidAndServed, 'payment' | 'service'> {
	/** Set if the payment was recorded and the service refused. */
	readonly refused: Refusal | null;
}

/**
 * The attendant records a payment, hands the battery over, or both: payment first, then service.
 *
 * A part of the price is recorded and leaves the session open. If the service is refused after a payment, the payment stands
 * (it has become quota) and the refusal is recorded; without a payment nothing changes. Spec: seeds/000 §2 steps 5 and 6; seeds/002 A3.5.
 */
export const complete = swapStep({
	states: ['review', 'pay', 'complete'],
	permission: 'swap.run',
	byOperation: true,
	input: v.object({
		correlationId: v.string(),
		/** The request to a phone that brought the payment, if one did. */
		intentId: v.optional(v.string()),
		payment: v.nullable(v.custom<PaymentReport>((value) => typeof value === 'object')),
		service: v.nullable(v.object({ oldBatteryId: v.nullable(v.string()), newBatteryId: v.string() })),
	}),
	needs: (session) => needsOf(session),
	decide({ session, facts, input, actor, now, key }) {
		const { plan } = facts;
		if (!plan) return refuse('PLAN_UNKNOWN');
		if (actor.stationId === null) return refuse('NO_OPEN_SHIFT');
		if (input.service && !namesBoundBatteries(session.data, input.service)) {
			return refuse('BATTERY_MISMATCH', {
				scanned: input.service.newBatteryId,
				expected: session.data.newBattery?.id ?? null,
			});
		}
		const payment = input.payment ? forEnergy(input.payment, session.data, plan) : null;
		const way = clearTheWay({ session, plan, payment, intentId: input.intentId, actor, now });
		if (!way.ok) return way;
		const { events, cleared } = way.value;
		const report = { facts, key, stationId: actor.stationId, payment, service: null };
		const paid = payThenServe(report);
		if (!paid.ok) return paid;
		const recorded = { events, moves: paid.value.moves, planInputs: paid.value.planInputs };
		if (!input.service) return ok({ ...recorded, outcome: outcome(paid.value, null) });
		if (!cleared) {
			const short = insufficient(takingOf(session.data), payment?.amountMinor ?? 0);
			return payment ? ok({ ...recorded, outcome: outcome(paid.value, short) }) : short;
		}

		const data = events.reduce(evolveSwap, session.data);
		const served = payThenServe({ ...report, service: serviceReport(data) });
		if (!served.ok) {
			if (!payment) return served;
			const refused: SwapEvent = {
				type: 'service_refused',
				at: now,
				code: served.code,
				message: refusalMessage(served),
				details: detailsOf(served),
				correlationId: input.correlationId,
			};
			return ok({ ...recorded, events: [...events, refused], outcome: outcome(paid.value, served) });
		}
		const completed: SwapEvent = {
			type: 'service_completed',
			at: now,
			transactionId: receiptReference(data) ?? '',
			correlationId: input.correlationId,
		};
		return ok({
			events: [...events, completed],
			moves: [...served.value.moves, ...soldMoves(data, key)],
			planInputs: served.value.planInputs,
			outcome: outcome(served.value, null),
		});
	},
});

interface Clearing {
	readonly session: SwapSession;
	readonly plan: PlanFacts;
	readonly payment: PaymentReport | null;
	readonly intentId: string | undefined;
	readonly actor: Actor;
	readonly now: number;
}

/** The events up to the hand-over, and whether the way to it is clear. */
function clearTheWay({
	session,
	plan,
	payment,
	intentId,
	actor,
	now,
}: Clearing): Result<{ events: SwapEvent[]; cleared: boolean }> {
	const { data } = session;
	if (session.state === 'pay') {
		if (!payment) return ok({ events: [], cleared: false });
		const taken = takePayment(takingOf(data), payment, { actor, now, intentId });
		return taken.ok ? ok({ events: [taken.value], cleared: taken.value.type === 'payment_settled' }) : taken;
	}
	if (payment) return refuse('PAYMENT_NOT_DUE');
	if (session.state === 'complete') return ok({ events: [], cleared: true });
	const price = clearPrice(data, plan, now);
	if (!price.ok) return price;
	if (price.value.type === 'payment_requested') return refuse('PRICE_CHANGED');
	return ok({ events: [price.value], cleared: true });
}

/** In a session a payment buys energy, and what exceeds the price is to be given back. */
function forEnergy(payment: PaymentReport, data: SwapData, plan: PlanFacts): PaymentReport {
	const serviceId = serviceOf(plan, 'energy')?.serviceId ?? '';
	return withExcess({ ...payment, serviceId, paymentType: 'TOP_UP' }, takingOf(data));
}

function namesBoundBatteries(data: SwapData, service: { oldBatteryId: string | null; newBatteryId: string }): boolean {
	if (!data.newBattery || !sameBattery(service.newBatteryId, data.newBattery.id)) return false;
	if (service.oldBatteryId === null || !data.oldBattery)
		return service.oldBatteryId === null && data.oldBattery === null;
	return sameBattery(service.oldBatteryId, data.oldBattery.id);
}

function outcome(value: PaidAndServed, refused: Refusal | null): CompletionOutcome {
	return { payment: value.payment, service: value.service, refused };
}

function refusalMessage({ code, params }: Refusal): string {
	const row = Object.hasOwn(swapRefusals, code) ? swapRefusals[code as keyof typeof swapRefusals] : undefined;
	return row ? fillMessage(row.message, params) : code;
}

function detailsOf(refusal: Refusal): string | null {
	const details = Object.entries(refusal.params).map(([name, value]) => `${name}: ${value ?? '—'}`);
	return details.length > 0 ? details.join(' | ') : null;
}
