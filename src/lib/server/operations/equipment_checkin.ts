import { ok, refuse } from '#lib/kernel/result.ts';
import { checkIn } from '#lib/ledger/check_in.ts';
import { advanceCycles } from '#lib/plan/cycles.ts';
import { parseEquipmentCheckin, type EquipmentCheckinData } from '#lib/protocol/messages/equipment_checkin.ts';
import { ledgerStatements } from '../engine/append.ts';
import { loadFacts } from '../store/load_facts.ts';
import { stationExists } from '../store/station_of_attendant.ts';
import type { AgentOperation } from './operation.ts';
import { outsideSessions, reportedStation } from './outside_sessions.ts';

/** Takes a rider's battery back into the rack of the station. Spec: seeds/002 A3, Equipment Check-In. */
export const equipmentCheckin: AgentOperation<EquipmentCheckinData> = {
	name: 'equipment_checkin',
	permission: 'swap.run',
	parse: parseEquipmentCheckin,
	async run(call) {
		const { engine, planId, data } = call;
		const entitled = outsideSessions(call, 'equipment_checkin');
		if (!entitled.ok) return entitled;
		if (!data.condition_accepted) return refuse('CONDITION_NOT_ACCEPTED', { battery: data.equipment_id });
		const facts = await loadFacts(engine.store.db, { planId, batteryIds: [data.equipment_id] });
		const { plan } = facts;
		if (!plan) return refuse('PLAN_UNKNOWN');
		const stationId = await reportedStation(call);
		if (!(await stationExists(engine.store.db, stationId))) return refuse('STATION_UNKNOWN', { station: stationId });
		const key = `${planId}/equipment_checkin/${call.correlationId}`;
		const done = checkIn({ plan, facts, batteryId: data.equipment_id, stationId, key });
		if (!done.ok) return done;
		const context = { sessionId: null, stationId, actorId: call.caller.actor.id, at: call.now };
		const content = {
			success: true,
			signals: ['EQUIPMENT_CHECKED_IN'],
			metadata: {
				called: 'equipmentCheckin',
				equipment_id: data.equipment_id,
				condition_accepted: true,
				station: stationId,
				service_state: advanceCycles(plan, done.value.planInputs).serviceState,
			},
			fsmInputs: done.value.planInputs,
		};
		return ok({ content, statements: ledgerStatements({ facts, decision: done.value, context, cause: key }) });
	},
};
