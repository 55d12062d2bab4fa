import type { ChargeEndReason, ChargeProgress, ChargeStart } from './charge.ts';

/** The charger's own transaction. */
export interface ChargerTransaction {
	/** Our number of it; see `charger_transactions`. */
	readonly id: number;
	readonly registerWh: number | null;
	readonly at: number;
}

/** What a charging session knows; folded from its events. */
export interface ChargeData {
	readonly charge: ChargeStart | null;
	readonly transaction: ChargerTransaction | null;
	readonly progress: ChargeProgress | null;
	/** Its charger was asked to stop, and has not stopped yet; null otherwise. `by` is missing where the rider asked. */
	readonly stop: {
		readonly at: number;
		readonly rating: number | null;
		readonly level: number | null;
		readonly by?: 'manager';
	} | null;
	readonly stopFailure: string | null;
	readonly end: {
		readonly reason: ChargeEndReason;
		readonly detail: string | null;
		/** UTC milliseconds. */
		readonly at: number;
	} | null;
	/** 1 to 5, if it was given when the session ended or was asked to. */
	readonly rating: number | null;
	readonly cancelReason: string | null;
}
