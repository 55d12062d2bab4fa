import type { ChargeFlagCode } from '#lib/charging/flags.ts';
import type { ChargeEvent } from './events.ts';

/** What was last done in a charging session, as its timeline names it. */
export const chargeActionWords: Readonly<Record<ChargeEvent['type'] | 'session_created', string>> = {
	session_created: 'Charging asked for',
	start_requested: 'Charger asked to begin',
	start_failed: 'Charger did not begin',
	charging_started: 'Charging began',
	level_reported: 'Vehicle reported',
	readings_taken: 'Meter read',
	stop_requested: 'Charger asked to stop',
	stop_failed: 'Charger did not stop',
	charging_completed: 'Charging ended',
	charging_cancelled: 'Charging cancelled',
	charging_closed: 'Closed by rule',
};

/** Why a session is held, for those who decide it. */
export const chargeFlagWords: Readonly<Record<ChargeFlagCode, string>> = {
	POWER_ABOVE_RATING: 'More power than the connector can give',
	ENERGY_JUMP: 'More energy than the connector can give in that time',
	ENERGY_FELL: 'Less energy was reported than before',
	ENERGY_ZERO: 'Hours without any energy',
	METER_RESET: "The meter's register fell",
	METER_BEGIN_ZERO: 'The meter said it began at nothing',
	METER_BEGIN_MISSING: 'The meter never said where it began',
	STOP_MISSING: 'Nobody said that it ended',
	ENDED_BY_MANAGER: 'A manager ended it, not its charger',
	CANCELLED_WITH_ENERGY: 'Cancelled after energy had flowed',
	CLOCK_WRONG: "The charger's clock is wrong",
	METER_LATE: 'The meter told of more after the end',
};

/** Why charging is given up, as it is stored. */
export const chargeCancelReasons = [
	'Started by mistake',
	'The vehicle does not charge',
	'Another connector is used',
] as const;
