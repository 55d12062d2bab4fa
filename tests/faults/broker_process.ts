import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeLocalBroker } from '#lib/server/gateways/broker/broker_folder.ts';

/** A real Mosquitto that can crash. */
export interface BrokerProcess {
	/** As `kill -9`; resolves when it is gone. */
	kill(): Promise<void>;
	/** Starts it again on the same ports, with the accounts it had; resolves once it answers. */
	start(): Promise<void>;
}

/** Starts Mosquitto with Pitlane's own configuration. */
export async function startBrokerProcess(config: Parameters<typeof writeLocalBroker>[0]): Promise<BrokerProcess> {
	const configPath = await writeLocalBroker(config);
	const binary = existsSync('/usr/sbin/mosquitto') ? '/usr/sbin/mosquitto' : 'mosquitto';
	let child: ChildProcess;
	const killAtExit = () => child.kill('SIGKILL');
	process.once('exit', killAtExit);

	async function start(): Promise<void> {
		child = spawn(binary, ['-c', configPath], { stdio: 'ignore' });
		while (!(await connects(config.tcpPort))) {
			if (child.exitCode !== null) throw new Error(`Mosquitto ended with ${child.exitCode}`);
			await sleep(10);
		}
	}
	await start();
	return {
		start,
		async kill() {
			const exited = once(child, 'exit');
			child.kill('SIGKILL');
			await exited;
		},
	};
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
