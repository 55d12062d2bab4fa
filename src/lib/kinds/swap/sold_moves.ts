import { reallocate } from '#lib/ledger/money_moves.ts';
import type { Move } from '#lib/ledger/moves.ts';
import { boughtMilli } from '#lib/plan/quota.ts';
import type { SwapData } from './state.ts';

/**
 * The money that the energy of this swap was worth leaves quota for service, oldest payment first, before any quota of the plan.
 * A payment of which some energy is left stays in quota with the rest.
 */
export function soldMoves({ payments, price }: SwapData, key: string): Move[] {
	if (!price) return [];
	const moves: Move[] = [];
	let leftWh = Math.max(0, price.diffWh);
	for (const { paymentId, amountMinor, excessMinor } of payments) {
		const inQuotaMinor = amountMinor - excessMinor;
		const boughtWh = boughtMilli(inQuotaMinor, price.rateMinor);
		const soldMinor = leftWh >= boughtWh ? inQuotaMinor : Math.floor((leftWh * price.rateMinor) / 1000);
		leftWh = Math.max(0, leftWh - boughtWh);
		if (soldMinor <= 0) continue;
		const sold = { key: `${key}/sold/${paymentId}`, paymentId, amountMinor: soldMinor, currency: price.currency };
		moves.push(...reallocate(sold, { from: 'quota', to: 'service' }));
	}
	return moves;
}
