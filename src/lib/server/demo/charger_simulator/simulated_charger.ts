import type { Clock } from '#lib/kernel/clock.ts';
import type { JsonObject } from '#lib/kernel/json.ts';
import type { ChargerMessage, ChargerWords, Moment, SimulatedTransaction } from './charger_words.ts';
import { connectCharger, type ChargerAccount, type OcppClient } from './ocpp_client.ts';
import type { VehicleAtMeter } from './simulated_vehicle.ts';
import { words16 } from './words16.ts';
import { words201 } from './words201.ts';

/** A message of a transaction: it is kept until the service has taken it. Made when it is sent, for it may need an answer to another. */
interface KeptMessage {
	readonly make: () => ChargerMessage;
	readonly answered: (answer: JsonObject) => void;
}

/** A charger with one cable. Its methods resolve once the service has answered, or the message waits for a connection. */
export interface SimulatedCharger {
	/** Connects, boots if it had no power, tells how it is and sends what has waited, first to last. Rejects with Error if it is not let in. */
	connect(): Promise<void>;
	/** Loses its network; messages of transactions wait from now on. */
	disconnect(): Promise<void>;
	/** Resolves with the close code once the present connection has ended. */
	readonly ended: Promise<number>;
	boot(): Promise<JsonObject>;
	heartbeat(): Promise<JsonObject>;
	/** What the service says of a tag. */
	authorize(idTag: string): Promise<string | null>;
	/** Energy begins to flow. `isUntold` loses the message; `registerWh` is what it claims of the meter. */
	begin(how: BeginOptions): Promise<void>;
	/** Lets energy flow until now and tells of the meter. */
	sample(): Promise<void>;
	/** Lets energy flow until now and ends the transaction. */
	end(how?: { reason?: string; registerWh?: number }): Promise<void>;
	/** Forgets its transaction, as after a power cut: it never ends. */
	forget(): void;
	/** Sends the last messages of transactions once more, just as they were. */
	repeat(count: number): Promise<void>;
	/** Sends what waits; stops at the first that is not taken. */
	flush(): Promise<void>;
	/** Messages that wait, first to last: whoever reorders them has them sent out of order. */
	readonly waiting: KeptMessage[];
	/** What it does about the service's commands. */
	obeys: 'at once' | 'never' | 'silently';
	/** How far its clock is ahead, ms. */
	skewMs: number;
	readonly vehicle: VehicleAtMeter;
	readonly transaction: SimulatedTransaction | null;
}

export interface BeginOptions {
	readonly idTag: string;
	readonly remoteStartId?: number | null;
	readonly registerWh?: number;
	readonly isUntold?: boolean;
}

/** A charger that is not connected yet. Time is that of `clock`, so that hours pass as fast as it says. For tests and the demonstration. */
export function simulateCharger(options: {
	account: ChargerAccount;
	vehicle: VehicleAtMeter;
	clock: Clock;
	/** Hears what went wrong while it obeyed a command. */
	onFault: (error: unknown) => void;
}): SimulatedCharger {
	const { account, vehicle, clock, onFault } = options;
	const words: ChargerWords = account.protocol === 'ocpp1.6' ? words16 : words201;
	const waiting: KeptMessage[] = [];
	const sent: ChargerMessage[] = [];
	let client: OcppClient | null = null;
	let ended: Promise<number> = Promise.resolve(0);
	let transaction: SimulatedTransaction | null = null;
	let flowedAt = 0;
	let flushed: Promise<void> = Promise.resolve();
	let numberOfTransactions = 0;
	let hasBooted = false;

	const now = () => clock() + charger.skewMs;
	const online = (): OcppClient => {
		if (!client) throw new Error('The charger is not connected');
		return client;
	};
	const say = async ({ action, payload }: ChargerMessage) => online().call(action, payload);

	async function tellStatus(): Promise<void> {
		// With the next connection it is told again.
		if (client) await say(words.status(transaction ? 'charging' : 'free', now())).catch(() => undefined);
	}

	function momentOf(of: SimulatedTransaction, registerWh = vehicle.registerWh): Moment {
		const { powerW, socPercent } = vehicle;
		return {
			transaction: of,
			seqNo: of.seqNo++,
			at: now(),
			registerWh,
			powerW,
			socPercent,
			isOffline: client === null,
		};
	}

	function flowUntilNow(): SimulatedTransaction {
		if (!transaction) throw new Error('Nothing is being charged');
		vehicle.flow(clock() - flowedAt);
		flowedAt = clock();
		return transaction;
	}

	async function keep(make: () => ChargerMessage, answered: KeptMessage['answered'] = () => undefined): Promise<void> {
		waiting.push({ make, answered });
		if (client) await charger.flush();
	}

	/** The tag is good for nothing: what began is ended. */
	function deauthorize(): void {
		const moment = momentOf(flowUntilNow());
		transaction = null;
		waiting.push({ make: () => words.ended(moment, 'DeAuthorized'), answered: () => undefined });
	}

	async function flushNow(): Promise<void> {
		for (let first = waiting[0]; first; first = waiting[0]) {
			const message = first.make();
			const answer = await say(message).catch(() => null);
			// It stays the first that waits.
			if (answer === null) return;
			first.answered(answer);
			waiting.shift();
			sent.push(message);
		}
	}

	function obey(action: string, payload: JsonObject): JsonObject | null | undefined {
		const command = words.commandOf(action, payload);
		if (command === null) return null;
		if (charger.obeys === 'silently') return undefined;
		const can = command.action === 'start' ? transaction === null : isNamed(command.transaction);
		if (!can || charger.obeys === 'never') return { status: 'Rejected' };
		// The answer goes first.
		setImmediate(() => {
			const done = command.action === 'start' ? charger.begin(command) : charger.end({ reason: 'Remote' });
			done.catch(onFault);
		});
		return { status: 'Accepted' };
	}

	const isNamed = (name: string) => transaction !== null && words.means(transaction, name);

	const charger: SimulatedCharger = {
		waiting,
		vehicle,
		obeys: 'at once',
		skewMs: 0,
		get ended() {
			return ended;
		},
		get transaction() {
			return transaction;
		},
		async connect() {
			const connected = await connectCharger(account, obey);
			client = connected;
			ended = connected.ended.then((code) => {
				if (client === connected) client = null;
				return code;
			});
			if (!hasBooted) await charger.boot();
			await tellStatus();
			await charger.flush();
		},
		async disconnect() {
			client?.drop();
			await ended;
		},
		async boot() {
			const about = { vendor: 'Pitlane', model: 'Demo 22', serialNumber: account.chargerId, firmware: '1.0' };
			const answer = await say(words.boot(about));
			hasBooted = true;
			return answer;
		},
		heartbeat: () => say({ action: 'Heartbeat', payload: {} }),
		authorize: async (idTag) => words.tagStatusOf(await say(words.authorize(idTag))),
		async begin({ idTag, remoteStartId = null, registerWh, isUntold = false }) {
			const text = `${account.chargerId}-${clock()}-${++numberOfTransactions}`;
			const begun: SimulatedTransaction = { text, number: null, idTag, remoteStartId, seqNo: 0 };
			transaction = begun;
			flowedAt = clock();
			const moment = momentOf(begun, registerWh);
			if (!isUntold) {
				await keep(
					() => words.began(moment),
					(answer) => {
						begun.number = words.numberOf(answer);
						if (transaction === begun && (words.tagStatusOf(answer) ?? 'Accepted') !== 'Accepted') deauthorize();
					},
				);
			}
			await tellStatus();
		},
		async sample() {
			const moment = momentOf(flowUntilNow());
			await keep(() => words.sample(moment));
		},
		async end({ reason = 'Local', registerWh } = {}) {
			const moment = momentOf(flowUntilNow(), registerWh);
			transaction = null;
			await keep(() => words.ended(moment, reason));
			await tellStatus();
		},
		forget() {
			transaction = null;
			hasBooted = false;
		},
		async repeat(count) {
			for (const message of sent.slice(-count)) await say(message);
		},
		flush() {
			flushed = flushed.then(flushNow);
			return flushed;
		},
	};
	return charger;
}
