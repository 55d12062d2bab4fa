import type { ChargerCommand, ChargerDesk } from '#lib/server/ports_charging.ts';
import { isJsonObject } from '#lib/kernel/json.ts';
import type { ConnectedCharger } from './connected_chargers.ts';
import type { CallOutcome } from './charger_link.ts';
import { dialects } from './dialects.ts';

/** Looks for commands until it is stopped. */
export interface CommandSender {
	/** Resolves once every command in hand has been told of to the desk; those of connections that are closed count as unanswered. */
	stop(): Promise<void>;
}

/**
 * Every `pollMs` claims what the connected chargers are to be asked, asks them and tells the desk what they said. A charger that still
 * has a command to answer is left out, so that none is claimed long before it is sent.
 */
export function sendCommands(options: {
	desk: Pick<ChargerDesk, 'claimCommands' | 'commandAnswered'>;
	chargers: ReadonlyMap<string, ConnectedCharger>;
	pollMs: number;
	onFault: (error: unknown) => void;
}): CommandSender {
	const { desk, chargers, pollMs, onFault } = options;
	const busy = new Map<string, Promise<void>>();
	let isStopped = false;
	let timer: ReturnType<typeof setTimeout> | undefined;

	async function send(command: ChargerCommand): Promise<void> {
		const charger = chargers.get(command.chargerId);
		const outcome = charger ? await ask(charger, command) : null;
		await desk.commandAnswered(command.id, outcome).catch(onFault);
	}

	async function sendInTurn(commands: readonly ChargerCommand[]): Promise<void> {
		for (const command of commands) await send(command);
	}

	async function look(): Promise<void> {
		const idle = [...chargers.keys()].filter((id) => !busy.has(id));
		const claimed = idle.length > 0 ? await desk.claimCommands(idle) : [];
		for (const chargerId of new Set(claimed.map((command) => command.chargerId))) {
			const commands = claimed.filter((command) => command.chargerId === chargerId);
			busy.set(
				chargerId,
				sendInTurn(commands).finally(() => busy.delete(chargerId)),
			);
		}
	}

	async function lookAgain(): Promise<void> {
		await look().catch(onFault);
		if (!isStopped) timer = setTimeout(lookOnTime, pollMs);
	}

	function lookOnTime(): void {
		looking = lookAgain();
	}

	let looking = lookAgain();
	return {
		async stop() {
			isStopped = true;
			clearTimeout(timer);
			await looking;
			await Promise.all(busy.values());
		},
	};
}

/** True or false as the charger says; null where it does not. */
async function ask({ link, protocol }: ConnectedCharger, command: ChargerCommand): Promise<boolean | null> {
	const call = dialects[protocol].callOf(command);
	return call === null ? false : answerOf(await link.call(call));
}

function answerOf(outcome: CallOutcome): boolean | null {
	if (outcome.kind === 'silence') return null;
	if (outcome.kind === 'error') return false;
	const status = isJsonObject(outcome.payload) ? outcome.payload['status'] : undefined;
	return typeof status === 'string' ? status === 'Accepted' : null;
}
