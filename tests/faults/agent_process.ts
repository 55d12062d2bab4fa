import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { denoCommand } from '../../scripts/deno_flags.mjs';
import type { KillOrder } from './kill_points.ts';

const program = fileURLToPath(new URL('fault_agent.ts', import.meta.url));

/** An agent under a supervisor: a real process that is started again whenever it dies. */
export interface SupervisedAgent {
	/** Resolves when the agent will die at that point, once; null takes the order back. */
	order(kill: KillOrder | null): Promise<void>;
	/** Kills it now, wherever it is. */
	kill(): void;
	/** Resolves when a living agent answers requests. */
	ready(): Promise<void>;
	/** How often it has died. */
	deaths(): number;
	log(): string;
	/** Asks it to end, for good. */
	stop(): Promise<void>;
}

/** One process of the agent. */
interface Life {
	readonly child: ChildProcess;
	/** Resolves when it answers requests. */
	readonly answers: Promise<void>;
	/** Called when an order holds. */
	readonly ordered: Set<() => void>;
	/** Resolves when it has ended and the next one is started. */
	readonly next: Promise<void>;
}

/** Starts an agent. `died` is called after each death, and the next life begins when it resolves; `answers` is called when an agent answers. */
export function superviseAgent(
	env: Readonly<Record<string, string>>,
	on: { died(): Promise<void>; answers(): void },
): SupervisedAgent {
	let stopping = false;
	let deaths = 0;
	let log = '';
	let running = start();

	function start(): Life {
		const child = spawnAgent(env);
		child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
		const ordered = new Set<() => void>();
		const answers = new Promise<void>((resolve) => {
			createInterface({ input: child.stdout as Readable }).on('line', (line) => {
				if (line === 'ready') resolve();
				if (line === 'ordered') for (const told of ordered) told();
			});
		});
		void answers.then(on.answers);
		const next = once(child, 'exit').then(async () => {
			if (stopping) return;
			deaths++;
			await on.died();
			running = start();
		});
		return { child, answers, ordered, next };
	}

	async function ready(): Promise<void> {
		const { answers, next } = running;
		const answered = await Promise.race([answers.then(() => true), next.then(() => false)]);
		if (answered) return;
		if (stopping) throw new Error(`The agent is stopped:\n${log}`);
		await ready();
	}

	return {
		ready,
		async order(kill) {
			await ready();
			const { child, ordered, next } = running;
			let told: () => void = () => undefined;
			const heard = new Promise<void>((resolve) => ordered.add((told = resolve)));
			child.stdin?.write(`${JSON.stringify(kill)}\n`);
			await Promise.race([heard, next]);
			ordered.delete(told);
		},
		kill: () => void running.child.kill('SIGKILL'),
		deaths: () => deaths,
		log: () => log,
		async stop() {
			stopping = true;
			const { child, next } = running;
			if (child.exitCode !== null || child.signalCode !== null) return;
			child.kill('SIGTERM');
			const force = setTimeout(() => child.kill('SIGKILL'), 5000);
			await next;
			clearTimeout(force);
		},
	};
}

/** With the permissions of production, and the one more that it needs to kill itself. */
function spawnAgent(env: Readonly<Record<string, string>>): ChildProcess {
	const { command, args, options } = denoCommand('agent', env);
	const child = spawn(command, [...args.slice(0, -1), '--allow-run', program], {
		...options,
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	child.stdin.on('error', () => undefined);
	const killAtExit = () => child.kill('SIGKILL');
	process.once('exit', killAtExit);
	child.once('exit', () => process.off('exit', killAtExit));
	return child;
}
