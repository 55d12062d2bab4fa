import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultError } from '#lib/kernel/fault.ts';
import type { BrokerAccount } from './access_rules.ts';
import { writeLocalBroker } from './broker_folder.ts';
import type { RunningBroker } from './broker_accounts.ts';
import { freePorts, requireFree } from './free_ports.ts';

const startLimitMs = 5000;
const stopLimitMs = 3000;
const pollMs = 25;

/**
 * Starts a real Mosquitto with its configuration in `folder`, on free ports unless told; resolves once it answers.
 * A taken port rejects with the system's error (EADDRINUSE).
 */
export async function startMosquitto(options: {
	folder: string;
	accounts: readonly BrokerAccount[];
	tcpPort?: number;
	wsPort?: number;
}): Promise<RunningBroker> {
	const [freeTcp = 0, freeWs = 0] = await freePorts(2);
	const { folder, accounts, tcpPort = freeTcp, wsPort = freeWs } = options;
	await requireFree([tcpPort, wsPort]);
	const configPath = await writeLocalBroker({ folder, accounts, tcpPort, wsPort });
	const { stop } = await runMosquitto(configPath, [tcpPort, wsPort]);
	return { tcpUrl: `mqtt://127.0.0.1:${tcpPort}`, wsUrl: `ws://127.0.0.1:${wsPort}`, stop };
}

/** Runs Mosquitto on a configuration; resolves once it answers on the ports of 127.0.0.1. Throws FaultError with what it says if it does not start. */
export async function runMosquitto(
	configPath: string,
	ports: readonly number[],
): Promise<{ stop: () => Promise<void> }> {
	const child = spawn(binary(), ['-c', configPath], { stdio: ['ignore', 'ignore', 'pipe'] });
	const killAtExit = () => child.kill('SIGKILL');
	process.once('exit', killAtExit);
	const complaints: string[] = [];
	child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
	const stop = async () => {
		process.off('exit', killAtExit);
		await end(child);
	};
	try {
		await Promise.all(ports.map((port) => answers(port, child)));
	} catch (cause) {
		await stop();
		throw new FaultError('broker', `Mosquitto does not start: ${complaints.join('').trim()}`, { cause });
	}
	return { stop };
}

function binary(): string {
	return existsSync('/usr/sbin/mosquitto') ? '/usr/sbin/mosquitto' : 'mosquitto';
}

async function answers(port: number, child: ChildProcess): Promise<void> {
	let ended: unknown;
	child.once('error', (error) => (ended = error));
	for (let waited = 0; waited < startLimitMs; waited += pollMs) {
		if (ended !== undefined || child.exitCode !== null) throw new Error('The process ended', { cause: ended });
		if (await connects(port)) return;
		await sleep(pollMs);
	}
	throw new Error(`Nothing answers on port ${port} after ${startLimitMs} ms`);
}

function connects(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
	const exited = once(child, 'exit');
	child.kill('SIGTERM');
	const force = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
	await exited;
	clearTimeout(force);
}
