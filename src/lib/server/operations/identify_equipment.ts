import { sameBattery } from '#lib/kernel/battery_reading.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
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
		const services = bundledServices(plan);
		const matching = plan.services.find(
			(service) => service.currentAsset !== null && sameBattery(service.currentAsset, data.equipment_id),
		);
		const metadata = {
			equipment_belongs_to_user: matching !== undefined,
			equipment_id: data.equipment_id,
			matching_service: matching ? serviceState(matching) : null,
			all_current_assets: services.map((service) => service.currentAsset).filter((asset) => asset !== null),
			total_services_checked: services.length,
			identification_method: 'service_state_current_asset_match',
		};
		const signals = [matching ? 'EQUIPMENT_BELONGS_TO_USER' : 'EQUIPMENT_DOES_NOT_BELONG'];
		if (!data.session_id)
			return ok({ content: { success: matching !== undefined, signals, metadata }, statements: [], pinned: false });
		if (!data.reading)
			return refuse('INVALID_REQUEST', { reason: 'reading: missing, expected what was read from the battery' });
		const step = await takeSessionStep(call, 'identify_equipment', { reading: data.reading });
		if (!step.ok) return step;
		const content = {
			success: true,
			signals: ['EQUIPMENT_BELONGS_TO_USER'],
			metadata: { ...metadata, session_version: step.value.version },
		};
		return ok({ content, statements: step.value.statements, pinned: step.value.pinned });
	},
};
