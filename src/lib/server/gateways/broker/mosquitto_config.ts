import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { FaultError } from '#lib/kernel/fault.ts';
import { requestLimitBytes } from '#lib/protocol/json_bytes.ts';
import { tabMount } from './access_rules.ts';
import type { BrokerAccount } from './access_rules.ts';
import { dynamicSecurityConfig } from './dynamic_security.ts';

export interface MosquittoConfig {
	/** Folder for the configuration; made if missing. */
	readonly folder: string;
	readonly tcpPort: number;
	readonly wsPort: number;
	/** Accounts of the first start; later ones live in the folder, together with what was granted since. */
	readonly accounts: readonly BrokerAccount[];
	/** Address to listen on; 127.0.0.1 unless a proxy with TLS stands in front. */
	readonly host?: string;
}

/** Where Debian and others put the dynamic-security plugin. */
const pluginPaths = [
	'/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so',
	'/usr/lib/aarch64-linux-gnu/mosquitto_dynamic_security.so',
	'/usr/lib/mosquitto_dynamic_security.so',
	'/usr/lib64/mosquitto_dynamic_security.so',
];

/** Writes mosquitto.conf and, on the first start, dynamic-security.json; returns the path of mosquitto.conf. */
export async function writeMosquittoConfig(config: MosquittoConfig): Promise<string> {
	const folder = resolve(config.folder);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const security = join(folder, 'dynamic-security.json');
	if (!existsSync(security)) {
		await writeFile(security, JSON.stringify(dynamicSecurityConfig(config.accounts)), { mode: 0o600 });
	}
	const path = join(folder, 'mosquitto.conf');
	await writeFile(path, mosquittoConf(config, security), { mode: 0o600 });
	return path;
}

/**
 * The WebSocket listener is for tabs alone: whatever arrives there is kept under their prefix, and the rules let
 * tabs write nowhere else. `message_size_limit` holds on WebSocket listeners too, `max_packet_size` does not; the latter still bounds what a
 * TCP client can make the broker buffer. Nothing is retained or kept across restarts: the broker is a lossy hop.
 */
function mosquittoConf(config: MosquittoConfig, securityPath: string): string {
	const host = config.host ?? '127.0.0.1';
	return [
		'per_listener_settings false',
		'allow_anonymous false',
		`plugin ${pluginPath()}`,
		`plugin_opt_config_file ${securityPath}`,
		`user ${userInfo().username}`,
		'persistence false',
		'retain_available false',
		`message_size_limit ${requestLimitBytes}`,
		`max_packet_size ${2 * requestLimitBytes}`,
		'max_inflight_messages 0',
		'max_queued_messages 100000',
		'set_tcp_nodelay true',
		'log_dest stderr',
		'log_type error',
		'log_type warning',
		`listener ${config.tcpPort} ${host}`,
		`listener ${config.wsPort} ${host}`,
		'protocol websockets',
		`mount_point ${tabMount}`,
		'',
	].join('\n');
}

function pluginPath(): string {
	const found = pluginPaths.find((path) => existsSync(path));
	if (found === undefined)
		throw new FaultError('broker', 'Mosquitto has no dynamic-security plugin: install Mosquitto 2');
	return found;
}
