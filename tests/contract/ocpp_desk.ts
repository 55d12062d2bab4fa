import { FaultError } from '#lib/kernel/fault.ts';
import type { ChargerCommand, ChargerDesk, TagStatus } from '#lib/server/ports_charging.ts';

/** A call of the desk, as a line of its name and what it was told. */
export type Told = readonly [name: string, chargerId: string, ...told: unknown[]];

/** A desk in memory that keeps all that it was told. */
export interface MemoryDesk extends ChargerDesk {
	/** First to last. */
	readonly told: Told[];
	/** What it was told under one name, without the charger. */
	of(name: string): unknown[];
	/** Passwords by charger. */
	readonly passwords: Map<string, string>;
	/** What tags are good for; all others are invalid. */
	readonly tags: Map<string, TagStatus>;
	/** Commands to be claimed. */
	readonly commands: ChargerCommand[];
	/** So many of the next calls under one name break. */
	readonly faults: Map<string, number>;
	/** Calls under one name wait for this. */
	readonly gates: Map<string, Promise<void>>;
}

/** Knows the chargers `CP-16` and `CP-201`, password `sixteen-characters`, and the tag `CARD-1`. */
export function createMemoryDesk(): MemoryDesk {
	const told: Told[] = [];
	const tags = new Map<string, TagStatus>([['CARD-1', 'Accepted']]);
	const passwords = new Map(['CP-16', 'CP-201'].map((id) => [id, 'sixteen-characters']));
	const commands: ChargerCommand[] = [];
	const faults = new Map<string, number>();
	const gates = new Map<string, Promise<void>>();
	const numbers = new Map<string, number>();

	async function tell(...line: Told): Promise<void> {
		const [name] = line;
		await gates.get(name);
		const left = faults.get(name) ?? 0;
		faults.set(name, left - 1);
		if (left > 0) throw new FaultError('store', 'The database does not answer', { retryAfterMs: 1 });
		told.push(line);
	}

	return {
		told,
		tags,
		passwords,
		commands,
		faults,
		gates,
		of: (name) => told.filter((line) => line[0] === name).map((line) => line[2]),
		async admits(chargerId, password) {
			await tell('admits', chargerId, password);
			return passwords.get(chargerId) === password;
		},
		guessed: (chargerId, address) => tell('guessed', chargerId, address),
		connected: (chargerId, protocol) => tell('connected', chargerId, protocol),
		disconnected: (chargerId) => tell('disconnected', chargerId),
		booted: (chargerId, about) => tell('booted', chargerId, about),
		seen: (chargerId) => tell('seen', chargerId),
		statusTold: (chargerId, status) => tell('statusTold', chargerId, status),
		async tagStatus(chargerId, idTag) {
			await tell('tagStatus', chargerId, idTag);
			return tags.get(idTag) ?? 'Invalid';
		},
		async transactionBegan(chargerId, begin) {
			await tell('transactionBegan', chargerId, begin);
			const key = `${chargerId} ${begin.text ?? `${begin.evseId} ${begin.at} ${begin.idTag} ${begin.registerWh}`}`;
			const transactionId = numbers.get(key) ?? numbers.size + 1;
			numbers.set(key, transactionId);
			return { transactionId, tag: tags.get(begin.idTag ?? '') ?? 'Invalid' };
		},
		readingsTaken: (chargerId, taken) => tell('readingsTaken', chargerId, taken),
		transactionEnded: (chargerId, end) => tell('transactionEnded', chargerId, end),
		async claimCommands(chargerIds) {
			await gates.get('claimCommands');
			const claimed = commands.filter(({ chargerId }) => chargerIds.includes(chargerId));
			for (const command of claimed) commands.splice(commands.indexOf(command), 1);
			return claimed;
		},
		commandAnswered: (commandId, accepted) => tell('commandAnswered', commandId, accepted),
	};
}
