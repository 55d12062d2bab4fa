import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { FaultError } from '#lib/kernel/fault.ts';
import type { BrokerAccount } from './access_rules.ts';
import { dynamicSecurityConfig } from './dynamic_security.ts';
import { mosquittoConf } from './mosquitto_config.ts';

/** Where Debian and others put the dynamic-security plugin. */
const pluginPaths = [
	'/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so',
	'/usr/lib/aarch64-linux-gnu/mosquitto_dynamic_security.so',
	'/usr/lib/mosquitto_dynamic_security.so',
	'/usr/lib64/mosquitto_dynamic_security.so',
];

/**
 * The files of one broker. Only `state/` is written by the broker itself: root starts it by its mosquitto.conf, which therefore must not be
 * the broker's to change.
 */
export function brokerFolder(folder: string) {
	const root = resolve(folder);
	const state = join(root, 'state');
	return {
		root,
		state,
		config: join(root, 'mosquitto.conf'),
		security: join(state, 'dynamic-security.json'),
		settings: join(root, 'settings.json'),
		credentials: join(root, 'credentials'),
	};
}

/** Path of the dynamic-security plugin. Throws FaultError where Mosquitto 2 is not installed. */
export function findPlugin(): string {
	const found = pluginPaths.find((path) => existsSync(path));
	if (found === undefined)
		throw new FaultError('broker', 'Mosquitto has no dynamic-security plugin: install Mosquitto 2');
	return found;
}

/**
 * Writes mosquitto.conf for a broker of this machine alone and, on the first start, its accounts; later ones live in the folder, together with
 * what was granted since. Returns the path of mosquitto.conf.
 */
export async function writeLocalBroker(broker: {
	folder: string;
	tcpPort: number;
	wsPort: number;
	accounts: readonly BrokerAccount[];
}): Promise<string> {
	const { folder, accounts, ...ports } = broker;
	const paths = brokerFolder(folder);
	await mkdir(paths.state, { recursive: true, mode: 0o700 });
	if (!existsSync(paths.security)) {
		await writeFile(paths.security, JSON.stringify(dynamicSecurityConfig(accounts)), { mode: 0o600 });
	}
	const settings = { ...ports, wsHost: '127.0.0.1', user: userInfo().username };
	await writeFile(paths.config, mosquittoConf(settings, { plugin: findPlugin(), security: paths.security }));
	return paths.config;
}
