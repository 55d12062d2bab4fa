import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { reallocate } from '#lib/ledger/money_moves.ts';
import type { Move } from '#lib/ledger/moves.ts';
import type { PlanFacts, PlanService } from '#lib/plan/facts.ts';
import { boughtMilli } from '#lib/plan/quota.ts';
import type { RefundProposal } from '../store/refund_rows.ts';
import type { refundRefusals } from './refund_refusals.ts';

type CreditRefusal = Extract<keyof typeof refundRefusals, `CREDIT_${string}`>;

/** A service that money can buy. */
export type SoldService = PlanService & { readonly unitPriceMinor: number };

/** The services of a plan that money of a currency buys; bundled ones first, as they are printed. */
export function soldServices(plan: Pick<PlanFacts, 'services' | 'currency'>, currency: string): SoldService[] {
	if (plan.currency !== currency) return [];
	const sold = plan.services.filter(
		(service): service is SoldService => service.unitPriceMinor !== null && service.unitPriceMinor > 0,
	);
	return [...sold.filter(({ bundled }) => bundled), ...sold.filter(({ bundled }) => !bundled)];
}

/**
 * What an approved proposal moves: money from refund due to refunded, or to quota with the top-up that it buys at today's price.
 * Refuses a credit that the plan does not sell or that buys nothing.
 */
export function refundMoves(proposal: RefundProposal, plan: PlanFacts): Result<Move[], CreditRefusal> {
	const { paymentId, money, settlement } = proposal;
	const change = { key: refundKey(proposal), paymentId, ...money };
	if (settlement.kind === 'refund') return ok(reallocate(change, { from: 'refund_due', to: 'refunded' }));
	const service = soldServices(plan, money.currency).find(({ serviceId }) => serviceId === settlement.serviceId);
	if (!service) return refuse('CREDIT_SERVICE_UNKNOWN', { currency: money.currency });
	const amountMilli = boughtMilli(money.amountMinor, service.unitPriceMinor);
	if (amountMilli <= 0) return refuse('CREDIT_BUYS_NOTHING', { service: service.name });
	const { planId } = plan;
	return ok([
		...reallocate(change, { from: 'refund_due', to: 'quota' }),
		{
			ledger: 'quota',
			key: `${change.key}/top_up`,
			planId,
			serviceId: service.serviceId,
			reason: 'top_up',
			amountMilli,
		},
	]);
}

/** What the ledger entries of a proposal's approval are named after. */
export function refundKey({ paymentId, seq }: Pick<RefundProposal, 'paymentId' | 'seq'>): string {
	return `refund/${paymentId}/${seq}`;
}
