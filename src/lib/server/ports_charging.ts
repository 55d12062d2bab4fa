/** What chargers tell and are told, whatever version of OCPP they speak. Energy Wh, power W, instants UTC milliseconds. */

/** What a tag is good for. Spec: OCPP 1.6 AuthorizationStatus. */
export type TagStatus = 'Accepted' | 'Blocked' | 'Expired' | 'Invalid' | 'ConcurrentTx';

/** One reading of a connector's meter; what was not told is null. */
export interface MeterReading {
	/** By the charger's clock. */
	readonly at: number;
	/** The meter's running total. */
	readonly registerWh: number | null;
	readonly powerW: number | null;
	/** State of charge of the vehicle, 0 to 100. */
	readonly socPercent: number | null;
}

/** Which transaction: the number that we gave (OCPP 1.6), or the text that the charger gave (2.0.1). */
export type TransactionRef = { readonly id: number } | { readonly text: string };

/**
 * A transaction began, perhaps a while ago. A charger of OCPP 2.0.1 that learns later who charges, or which remote start it belongs to,
 * has it told again with what it lacked.
 */
export interface TransactionBegin {
	/** Null for OCPP 1.6, where we give the number. */
	readonly text: string | null;
	readonly evseId: number;
	/** Upper case; null where the charger knows none. */
	readonly idTag: string | null;
	readonly registerWh: number | null;
	readonly at: number;
	/** The instant as the charger wrote it: the same whenever it tells the same, where `at` of a wrong clock is when we heard of it. */
	readonly stamp?: string | null;
	/** The session that asked for it, where the charger says so (`remoteStartId`). */
	readonly remoteStartId: number | null;
	readonly readings: readonly MeterReading[];
}

/** A transaction ended, perhaps a while ago. */
export interface TransactionEnd {
	readonly transaction: TransactionRef;
	readonly evseId: number | null;
	readonly idTag: string | null;
	readonly registerWh: number | null;
	readonly at: number;
	/** As that of the begin. */
	readonly stamp?: string | null;
	/** Spec: OCPP Reason (1.6), stoppedReason (2.0.1). */
	readonly reason: string | null;
	readonly readings: readonly MeterReading[];
}

/** What a charger is asked to do. */
export type ChargerCommand = { readonly id: string; readonly chargerId: string } & (
	| { readonly action: 'start'; readonly evseId: number; readonly idTag: string; readonly remoteStartId: number }
	| { readonly action: 'stop'; readonly transaction: TransactionRef }
);

/**
 * Takes what chargers tell. A method resolves once what it was told is durable, and may be told the same again: nothing happens twice.
 * FaultError means that nothing was kept: the charger is to send it again. Nothing that a charger tells is refused otherwise: what
 * no session can be made of is kept for a person.
 */
export interface ChargerDesk {
	/** True if this charger is known and this is its password (security profiles 1 and 2). */
	admits(chargerId: string, password: string): Promise<boolean>;
	/** Somebody at that address has guessed the password of a charger so often that they have to wait. */
	guessed(chargerId: string, address: string): Promise<void>;
	connected(chargerId: string, protocol: 'ocpp1.6' | 'ocpp2.0.1'): Promise<void>;
	disconnected(chargerId: string): Promise<void>;
	booted(
		chargerId: string,
		about: { vendor: string; model: string; serialNumber: string | null; firmware: string | null },
	): Promise<void>;
	/** It gave a sign of life. */
	seen(chargerId: string): Promise<void>;
	/** `status` as OCPP names it; `evseId` 0 is the charger itself. */
	statusTold(
		chargerId: string,
		told: { evseId: number; status: string; errorCode: string | null; at: number },
	): Promise<void>;
	tagStatus(chargerId: string, idTag: string): Promise<TagStatus>;
	/** Answers the number of the transaction (the same for the same transaction told again), and what its tag is good for. */
	transactionBegan(chargerId: string, begin: TransactionBegin): Promise<{ transactionId: number; tag: TagStatus }>;
	readingsTaken(
		chargerId: string,
		taken: { transaction: TransactionRef | null; evseId: number | null; readings: readonly MeterReading[] },
	): Promise<void>;
	transactionEnded(chargerId: string, end: TransactionEnd): Promise<void>;
	/** Claims what the given chargers are to be asked, first to last. */
	claimCommands(chargerIds: readonly string[]): Promise<readonly ChargerCommand[]>;
	/** What the charger answered; null: it did not. */
	commandAnswered(commandId: string, accepted: boolean | null): Promise<void>;
}
