import { sameBattery } from '#lib/kernel/battery_reading.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { currentBatteryId, type PlanFacts, type PlanService } from '#lib/plan/facts.ts';
import { parseIdentifyEquipment, type IdentifyEquipmentData } from '#lib/protocol/messages/identify_equipment.ts';
import { loadPlan } from '../store/load_facts.ts';
import { failure } from './answer.ts';
import type { AgentOperation } from './operation.ts';
import { describeRefusal } from './describe_refusal.ts';
import { bundledServices, serviceState } from './service_states.ts';
import { takeSessionStep } from './session_step.ts';

/** Says whether a battery is one that the customer holds; in a session it completes the step `take_back`. Spec: seeds/002 A1. */
export const identifyEquipment: AgentOperation<IdentifyEquipmentData> = {
	name: 'identify_equipment',
	permission: 'swap.run',
	parse: parseIdentifyEquipment,
	refused: (refusal) => {
		if (refusal.code !== 'BATTERY_MISMATCH') return null;
		return failure(['EQUIPMENT_DOES_NOT_BELONG', 'BATTERY_MISMATCH'], {
			reason: refusal.code,
			...describeRefusal({ ok: false, ...refusal }),
		});
	},
	async run(call) {
		const { data, engine } = call;
		const plan = await loadPlan(engine.store.db, call.planId);
		if (!plan) return refuse('PLAN_UNKNOWN');
		if (!data.session_id) {
			const matching = serviceHolding(plan, data.equipment_id);
			const signals = [matching ? 'EQUIPMENT_BELONGS_TO_USER' : 'EQUIPMENT_DOES_NOT_BELONG'];
			const metadata = metadataOf(plan, data.equipment_id, matching);
			return ok({ content: { success: matching !== undefined, signals, metadata }, statements: [] });
		}
		if (!data.reading)
			return refuse('INVALID_REQUEST', { reason: 'reading: missing, expected what was read from the battery' });
		if (!sameBattery(data.reading.batteryId, data.equipment_id))
			return refuse('INVALID_REQUEST', {
				reason: `reading: of ${data.reading.batteryId}, expected ${data.equipment_id}`,
			});
		const step = await takeSessionStep(call, 'identify_equipment', { reading: data.reading });
		if (!step.ok) return step;
		// The step may have known the battery by the short id on its label.
		const matching = serviceHolding(plan, currentBatteryId(plan) ?? data.equipment_id);
		const metadata = { ...metadataOf(plan, data.equipment_id, matching), session_version: step.value.version };
		return ok({
			content: { success: true, signals: ['EQUIPMENT_BELONGS_TO_USER'], metadata },
			statements: step.value.statements,
		});
	},
};

function serviceHolding(plan: PlanFacts, batteryId: string): PlanService | undefined {
	return plan.services.find(({ currentAsset }) => currentAsset !== null && sameBattery(currentAsset, batteryId));
}

function metadataOf(plan: PlanFacts, equipmentId: string, matching: PlanService | undefined) {
	const services = bundledServices(plan);
	return {
		equipment_belongs_to_user: matching !== undefined,
		equipment_id: equipmentId,
		matching_service: matching ? serviceState(matching) : null,
		all_current_assets: services.map((service) => service.currentAsset).filter((asset) => asset !== null),
		total_services_checked: services.length,
		identification_method: 'service_state_current_asset_match',
	};
}
