import { refuse } from '#lib/kernel/result.ts';
import { batteryOf } from '#lib/plan/world.ts';
import {
	parseValidateEquipmentCondition,
	type ValidateEquipmentConditionData,
} from '#lib/protocol/messages/validate_equipment_condition.ts';
import { loadFacts } from '../store/load_facts.ts';
import { answer } from './answer.ts';
import type { AgentOperation } from './operation.ts';

/**
 * Says whether a battery may be taken back into the rack: it is the rider's, and nobody has to look at it first.
 * Spec: seeds/002 A2, Equipment Condition Validation.
 */
export const validateEquipmentCondition: AgentOperation<ValidateEquipmentConditionData> = {
	name: 'validate_equipment_condition',
	permission: 'swap.run',
	parse: parseValidateEquipmentCondition,
	async run({ engine, planId, data }) {
		const facts = await loadFacts(engine.store.db, { planId, batteryIds: [data.equipment_id] });
		if (!facts.plan) return refuse('PLAN_UNKNOWN');
		const battery = batteryOf(facts, data.equipment_id);
		const isRiders = battery?.holder.kind === 'rider' && battery.holder.id === planId;
		const reason = rejection({ isKnown: battery !== undefined, isRiders, isDamaged: data.damage_assessment_required });
		return answer([reason === null ? 'EQUIPMENT_CONDITION_ACCEPTED' : 'EQUIPMENT_CONDITION_REJECTED'], {
			called: 'validateEquipmentCondition',
			equipment_id: data.equipment_id,
			condition_accepted: reason === null,
			damage_assessment_required: data.damage_assessment_required,
			condition_reason: reason,
		});
	},
};

function rejection(seen: { isKnown: boolean; isRiders: boolean; isDamaged: boolean }): string | null {
	if (!seen.isKnown) return 'BATTERY_UNKNOWN';
	if (!seen.isRiders) return 'BATTERY_MISMATCH';
	return seen.isDamaged ? 'DAMAGE_ASSESSMENT_REQUIRED' : null;
}
