import { minorDigits } from '#lib/kernel/money.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { serviceOf, type PlanFacts } from './facts.ts';
import { isInfinite, remainingMilli } from './quota.ts';

/** Why a swap needs no payment. Spec: seeds/000 §2. */
export type SkipReason = 'QUOTA_CREDIT' | 'ZERO_COST_ROUNDING';

/**
 * The price of a swap with each step of its computation: one value, shown alike on screen, receipt and CSV.
 * Energy in Wh, money in minor units of `currency`.
 */
export interface SwapPrice {
	readonly currency: string;
	/** Energy of the returned battery; 0 for a first battery. */
	readonly energyInWh: number;
	readonly energyOutWh: number;
	/** Out − in, cut to 10 Wh (2 decimals of a kWh). Negative if the rider brings back more. */
	readonly diffWh: number;
	/** Energy quota that was left before the swap; null if infinite. */
	readonly quotaAvailableWh: number | null;
	readonly quotaWh: number;
	readonly chargeableWh: number;
	/** Price of one kWh. */
	readonly rateMinor: number;
	/** chargeable × rate, rounded up to a whole minor unit. */
	readonly costMinor: number;
	/** Cost cut to whole currency units: what the rider pays. */
	readonly payableMinor: number;
	/** A swap is left on the plan, or swaps are not counted. */
	readonly swapLeft: boolean;
	readonly sufficientQuota: boolean;
	/** Null if a payment is due. */
	readonly skipReason: SkipReason | null;
}

/**
 * Prices a swap. Refuses RATE_MISSING without a price for energy, and QUOTA_EXHAUSTED without a swap left that could be bought.
 * Spec: seeds/000 §2; rounding as ruled: kWh cut to 2 decimals, cost rounded up to 2 decimals, the rider pays whole units.
 */
export function priceSwap(
	plan: PlanFacts,
	energy: { inWh: number; outWh: number },
): Result<SwapPrice, 'RATE_MISSING' | 'QUOTA_EXHAUSTED'> {
	const service = serviceOf(plan, 'energy');
	if (!service || service.unitPriceMinor === null || service.unitPriceMinor <= 0)
		return refuse('RATE_MISSING', { plan: plan.planId });
	const swapLeft = hasSwapLeft(plan);
	if (!swapLeft) return refuse('QUOTA_EXHAUSTED', { service: serviceOf(plan, 'swap_count')?.name ?? 'swaps' });

	// Cutting a small negative leaves −0, which screens print as such.
	const diffWh = Math.trunc((energy.outWh - energy.inWh) / 10) * 10 || 0;
	const availableWh = isInfinite(service) ? Infinity : Math.max(0, remainingMilli(service));
	const quotaWh = diffWh > 0 ? Math.min(availableWh, diffWh) : 0;
	const chargeableWh = Math.max(0, diffWh - quotaWh);
	const costMinor = Math.ceil((chargeableWh * service.unitPriceMinor) / 1000);
	const unit = 10 ** minorDigits(plan.currency);
	const payableMinor = Math.floor(costMinor / unit) * unit;
	return ok({
		currency: plan.currency,
		energyInWh: energy.inWh,
		energyOutWh: energy.outWh,
		diffWh,
		quotaAvailableWh: Number.isFinite(availableWh) ? availableWh : null,
		quotaWh,
		chargeableWh,
		rateMinor: service.unitPriceMinor,
		costMinor,
		payableMinor,
		swapLeft,
		sufficientQuota: chargeableWh === 0,
		skipReason: skipReason(costMinor, payableMinor),
	});
}

function skipReason(costMinor: number, payableMinor: number): SkipReason | null {
	if (costMinor <= 0) return 'QUOTA_CREDIT';
	return payableMinor === 0 ? 'ZERO_COST_ROUNDING' : null;
}

/** True if the plan's swap counts all have a whole swap left; a plan that counts no swaps has always one left. */
export function hasSwapLeft(plan: PlanFacts): boolean {
	const service = serviceOf(plan, 'swap_count');
	return !service || isInfinite(service) || remainingMilli(service) >= 1000;
}
