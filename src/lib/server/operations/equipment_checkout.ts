import { toWh } from '#lib/kernel/energy.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { payThenServe } from '#lib/ledger/pay_then_serve.ts';
import { planAfter } from '#lib/ledger/plan_after.ts';
import { batteryOf, type Facts } from '#lib/plan/world.ts';
import { parseEquipmentCheckout, type EquipmentCheckoutData } from '#lib/protocol/messages/equipment_checkout.ts';
import { ledgerStatements } from '../engine/append.ts';
import { loadFacts } from '../store/load_facts.ts';
import type { AgentOperation, OperationCall } from './operation.ts';
import { outsideSessions, reportedStation } from './outside_sessions.ts';
import { bundledServices, serviceState } from './service_states.ts';

/** Hands a battery out to a rider who holds none, and debits the plan. Spec: seeds/002 A3, Equipment Checkout. */
export const equipmentCheckout: AgentOperation<EquipmentCheckoutData> = {
	name: 'equipment_checkout',
	permission: 'swap.run',
	parse: parseEquipmentCheckout,
	async run(call) {
		const { engine, planId, data } = call;
		const entitled = outsideSessions(call, 'equipment_checkout');
		if (!entitled.ok) return entitled;
		const facts = await loadFacts(engine.store.db, { planId, batteryIds: [data.replacement_equipment_id] });
		const { plan } = facts;
		if (!plan) return refuse('PLAN_UNKNOWN');
		const stationId = await rackOf(call, facts);
		const key = `${planId}/equipment_checkout/${call.correlationId}`;
		const energy = data.energy_transferred ?? null;
		const service = {
			oldBatteryId: null,
			newBatteryId: data.replacement_equipment_id,
			energyWh: energy === null ? null : toWh(energy),
			oldEnergyWh: null,
			newEnergyWh: null,
			waiverMinor: 0,
		};
		const done = payThenServe({ facts, key, stationId, payment: null, service });
		if (!done.ok) return done;
		const context = { sessionId: null, stationId, actorId: call.caller.actor.id, at: call.now };
		const after = planAfter(plan, done.value);
		const content = {
			success: true,
			signals: ['EQUIPMENT_CHECKED_OUT'],
			metadata: {
				called: 'equipmentCheckout',
				replacement_equipment_id: data.replacement_equipment_id,
				station: stationId,
				quota_consumed: done.value.service?.quotaConsumed ?? 0,
				energy_transferred: energy,
				service_duration: data.service_duration ?? null,
				service_states: bundledServices(after).map(serviceState),
				service_state: after.serviceState,
			},
			fsmInputs: done.value.planInputs,
		};
		return ok({ content, statements: ledgerStatements({ facts, decision: done.value, context, cause: key }) });
	},
};

/** Where the request names no station: the one that holds the battery, as the specs' examples have it. */
async function rackOf(call: OperationCall<EquipmentCheckoutData>, facts: Facts): Promise<string> {
	const holder = batteryOf(facts, call.data.replacement_equipment_id)?.holder;
	const named = call.caller.actor.stationId;
	return named === null && holder?.kind === 'station' ? holder.id : reportedStation(call);
}
