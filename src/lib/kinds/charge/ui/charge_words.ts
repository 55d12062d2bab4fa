import { m } from '#lib/words/generated/messages.js';
import type { ChargeEvent } from '../events.ts';
import { chargeCancelReasons } from '../labels.ts';

/** The parts of a session, as they are named. Spec: seeds/001. */
export const chargeSteps = [
	{ number: 1, name: m.charge_step_start },
	{ number: 2, name: m.charge_step_charging },
	{ number: 3, name: m.charge_step_finished },
] as const;

/** What was done last. */
export const shownActions: Readonly<Record<ChargeEvent['type'] | 'session_created', () => string>> = {
	session_created: m.charge_action_asked,
	start_requested: m.charge_action_start_requested,
	start_failed: m.charge_action_start_failed,
	charging_started: m.charge_action_started,
	level_reported: m.charge_action_reported,
	readings_taken: m.charge_action_metered,
	stop_requested: m.charge_action_stop_requested,
	stop_failed: m.charge_action_stop_failed,
	charging_completed: m.charge_action_completed,
	charging_cancelled: m.charge_action_cancelled,
	charging_closed: m.charge_action_closed,
};

const reasonTexts: Readonly<Record<(typeof chargeCancelReasons)[number], () => string>> = {
	'Started by mistake': m.charge_reason_mistake,
	'The vehicle does not charge': m.charge_reason_vehicle,
	'Another connector is used': m.charge_reason_connector,
};

/** Why a session is given up, as it is stored and as it is shown. */
export const shownReasons = chargeCancelReasons.map((value) => ({ value, text: reasonTexts[value] }));
