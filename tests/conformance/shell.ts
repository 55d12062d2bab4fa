import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokerAccount } from '#lib/server/gateways/broker/access_rules.ts';
import { listen, type Ear } from './ear.ts';

/**
 * A shell whose mosquitto_pub and mosquitto_sub have port and account from configuration files of their own, so that commands run
 * as the specification prints them.
 */
export interface Shell {
	/** Runs a script to its end; answers what it prints. Throws what it complains of. */
	run(script: string): Promise<string>;
	/** Publishes with MQTT 5 at QoS 1. */
	publish(topic: string, payload: string, options?: readonly string[]): Promise<void>;
	/** Subscribes and answers once that is granted. */
	listen(filters: readonly string[]): Promise<Ear>;
}

/** Makes a shell in a folder. Two accounts, because a client id can be connected once. */
export async function makeShell(
	folder: string,
	broker: { tcpUrl: string; publisher: BrokerAccount; listener: BrokerAccount; listenerOptions?: string },
): Promise<Shell> {
	const { port } = new URL(broker.tcpUrl);
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'mosquitto_pub'), configOf(port, broker.publisher));
	await writeFile(join(folder, 'mosquitto_sub'), `${configOf(port, broker.listener)}${broker.listenerOptions ?? ''}`);
	const env = { PATH: process.env['PATH'], HOME: folder, XDG_CONFIG_HOME: folder };

	async function run(command: string, args: readonly string[], input: string): Promise<string> {
		const child = spawn(command, args, { env, stdio: 'pipe' });
		let printed = '';
		let complaint = '';
		child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
		child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
		child.stdin.end(input);
		const [code] = (await once(child, 'close')) as [number | null];
		if (code !== 0 || complaint !== '') throw new Error(`${command} ended with ${code}: ${complaint}`);
		return printed;
	}

	return {
		run: (script) => run('bash', ['-s'], script),
		async publish(topic, payload, options = []) {
			await run(
				'mosquitto_pub',
				['-h', 'localhost', '-V', 'mqttv5', '-q', '1', '-t', topic, '-s', ...options],
				payload,
			);
		},
		listen: (filters) => listen(filters, env),
	};
}

function configOf(port: string, { username, password, clientId }: BrokerAccount): string {
	return `-p ${port}\n-u ${username}\n-P ${password}\n-i ${clientId}\n`;
}
