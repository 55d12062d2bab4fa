import * as v from 'valibot';
import { batteryReading, shortBatteryId } from '#lib/kernel/battery_reading.ts';
import type { BatteryFacts, Holder, PlanFacts } from '#lib/plan/facts.ts';
import type { Facts } from '#lib/plan/world.ts';
import type { OfflineRules } from '#lib/session/offline_rules.ts';
import type { Identification, SwapCustomer } from './events.ts';
import type { SwapState } from './machine.ts';
import { swapOfflineSteps } from './offline_steps.ts';
import type { SwapData } from './state.ts';

const withReading = v.object({ reading: batteryReading });

/**
 * A swap goes on without the server while batteries are read: reading one moves nothing. The price is not confirmed, and no battery
 * handed out, before the server has said so. Once money is on its way the session does not know what it has become.
 */
export const swapOffline: OfflineRules<SwapState, SwapData, Facts> = {
	steps: swapOfflineSteps,
	facts({ data, actor }, input) {
		const { customer, identification, payments, push } = data;
		if (!customer || !identification || payments.length > 0 || push) return null;
		const parsed = v.safeParse(withReading, input);
		if (!parsed.success) return { plan: planOf(customer, identification), batteries: {} };
		const { batteryId, energyWh } = parsed.output.reading;
		const rack: Holder = { kind: 'station', id: actor.station ?? '', serviceId: null };
		const rider: Holder = { kind: 'rider', id: identification.planId, serviceId: null };
		const batteries = [battery(batteryId, energyWh, rack)];
		if (customer.currentBatteryId !== null) batteries.push(battery(customer.currentBatteryId, energyWh, rider));
		return {
			plan: planOf(customer, identification),
			batteries: Object.fromEntries(batteries.map((found) => [found.id.toUpperCase(), found])),
		};
	},
	about(input) {
		const parsed = v.safeParse(withReading, input);
		return parsed.success ? shortBatteryId(parsed.output.reading.batteryId) : null;
	},
};

/** The plan as it stood when the customer was identified, who could be served then. */
function planOf(customer: SwapCustomer, { planId }: Identification): PlanFacts {
	return {
		planId,
		name: customer.subscriptionType,
		templateId: '',
		status: 'ACTIVE',
		currency: customer.currency,
		serviceState: customer.serviceState,
		paymentState: customer.paymentState,
		serviceAccountId: '',
		paymentAccountId: '',
		initialised: true,
		dueMinor: null,
		version: 0,
		customer: { id: customer.id, name: customer.name, phone: customer.phone, lastSwapAt: customer.lastSwapAt },
		services: customer.services.map((service) => ({ ...service, bundled: true, quotaSeq: 0 })),
	};
}

/** Nobody here knows the rating: the reading counts as it is, and the server bounds it. */
function battery(id: string, energyWh: number, holder: Holder): BatteryFacts {
	return { id: id.trim(), ratedWh: energyWh, holder, custodySeq: 0 };
}
