import { advanceCycles, type PlanInput } from '#lib/plan/cycles.ts';
import type { PlanFacts, PlanService } from '#lib/plan/facts.ts';
import { applyQuota } from './balances.ts';
import type { Move } from './moves.ts';

/** The plan as it stands once moves and inputs have been applied: its quota, its batteries and its cycles. */
export function planAfter(
	plan: PlanFacts,
	change: { readonly moves: readonly Move[]; readonly planInputs: readonly PlanInput[] },
): PlanFacts {
	const services = change.moves.reduce((list, move) => moved(plan, list, move), plan.services);
	return { ...plan, ...advanceCycles(plan, change.planInputs), services };
}

function moved(plan: PlanFacts, services: readonly PlanService[], move: Move): readonly PlanService[] {
	switch (move.ledger) {
		case 'quota':
			return services.map((service) =>
				service.serviceId === move.serviceId ? { ...service, ...applyQuota(service, move) } : service,
			);
		case 'custody':
			return services.map((service) => ({ ...service, currentAsset: assetAfter(plan, service, move) }));
		case 'payment':
		case 'money':
		case 'charge':
			return services;
	}
}

function assetAfter(plan: PlanFacts, service: PlanService, move: Move & { ledger: 'custody' }): string | null {
	const isIssued = move.to.kind === 'rider' && move.to.id === plan.planId && move.to.serviceId === service.serviceId;
	if (isIssued) return move.batteryId;
	return service.currentAsset === move.batteryId ? null : service.currentAsset;
}
