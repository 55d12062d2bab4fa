import type { JsonObject } from '#lib/kernel/json.ts';

/** A call to the service. */
export interface ChargerMessage {
	readonly action: string;
	readonly payload: JsonObject;
}

/** A transaction as the charger knows it. */
export interface SimulatedTransaction {
	/** The charger's own name of it (OCPP 2.0.1). */
	readonly text: string;
	/** What the service calls it (OCPP 1.6); null before it has answered. */
	number: number | null;
	readonly idTag: string;
	readonly remoteStartId: number | null;
	/** Of the next event (OCPP 2.0.1). */
	seqNo: number;
}

/** An instant of a transaction. */
export interface Moment {
	readonly transaction: SimulatedTransaction;
	readonly seqNo: number;
	/** By the charger's clock, UTC milliseconds. */
	readonly at: number;
	readonly registerWh: number;
	readonly powerW: number;
	readonly socPercent: number;
	/** The service was not to be reached. */
	readonly isOffline: boolean;
}

/** What the service asks for. */
export type RemoteCommand =
	| { readonly action: 'start'; readonly idTag: string; readonly remoteStartId: number | null }
	| { readonly action: 'stop'; readonly transaction: string };

/** How a charger says things in one version of OCPP. */
export interface ChargerWords {
	boot(about: { vendor: string; model: string; serialNumber: string; firmware: string }): ChargerMessage;
	authorize(idTag: string): ChargerMessage;
	status(status: 'free' | 'charging', at: number): ChargerMessage;
	began(moment: Moment): ChargerMessage;
	sample(moment: Moment): ChargerMessage;
	ended(moment: Moment, reason: string): ChargerMessage;
	/** What the service said of the tag; null where it said nothing. */
	tagStatusOf(answer: JsonObject): string | null;
	/** The number that the service gave to a transaction; null where it gave none. */
	numberOf(answer: JsonObject): number | null;
	/** Null for a call that it does not know. */
	commandOf(action: string, payload: JsonObject): RemoteCommand | null;
	/** True if the service means this transaction. */
	means(transaction: SimulatedTransaction, name: string): boolean;
}
