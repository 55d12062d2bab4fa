import type { ChargeEndReason, ChargeProgress, ChargeStart } from '#lib/charging/charge.ts';
import type { ChargerTransaction } from '#lib/charging/data.ts';
import type { Reading } from '#lib/charging/meter.ts';

/** How a session stood when it ended. */
export interface ChargeEnd {
	readonly reason: ChargeEndReason;
	/** What the charger said of it, or why a person ended it; null where nothing was said. */
	readonly detail: string | null;
	/** When charging ended; events come later where a charger was offline. */
	readonly endedAt: number;
	readonly progress: ChargeProgress;
}

interface Facts {
	/** The charger was asked to begin. */
	start_requested: { charge: ChargeStart };
	start_failed: { reason: string };
	charging_started: { charge: ChargeStart; transaction: ChargerTransaction | null; progress: ChargeProgress };
	/** The vehicle told by the rider's phone. */
	level_reported: { level: number; energyWh: number | null; progress: ChargeProgress };
	/** The meter told. */
	readings_taken: { readings: readonly Reading[]; progress: ChargeProgress };
	/** The charger was asked to stop; by the rider where nobody else is named. */
	stop_requested: { level: number | null; rating: number | null; by?: 'manager' };
	stop_failed: { reason: string };
	charging_completed: { end: ChargeEnd; rating: number | null };
	charging_cancelled: { reason: string; end: ChargeEnd | null };
	/** Closed by rule: there was no news for too long. */
	charging_closed: object;
}

/** What can happen while a vehicle is charged. Stored for ever: an event is never renamed or edited. */
export type ChargeEvent = { [Type in keyof Facts]: { type: Type; at: number } & Facts[Type] }[keyof Facts];
