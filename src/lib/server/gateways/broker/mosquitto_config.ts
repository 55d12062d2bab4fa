import { requestLimitBytes } from '#lib/protocol/json_bytes.ts';
import { tabMount } from './access_rules.ts';

/** What an operator decides of a Mosquitto; everything else follows from the code. */
export interface MosquittoSettings {
	/** Port on 127.0.0.1, without TLS: for programs of the same machine. */
	readonly tcpPort: number;
	/** Port for browsers, behind a proxy that ends their TLS. */
	readonly wsPort: number;
	/** Address of the browsers' port: 127.0.0.1 unless the proxy runs on another machine. */
	readonly wsHost: string;
	/** Port on all addresses, with TLS: for programs of other machines. */
	readonly tls?: { readonly port: number; readonly certPath: string; readonly keyPath: string } | undefined;
	/** The system's user that Mosquitto becomes when root starts it. */
	readonly user: string;
}

/** One setting, and why it is as it is. */
type Line = readonly [setting: string, why?: string];

/**
 * The text of mosquitto.conf, commented; the same for tests and production. The WebSocket listener is for tabs alone: whatever arrives there is
 * kept under their prefix, and the rules let tabs write nowhere else. Nothing is retained or kept across restarts: the broker is a lossy hop.
 *
 * There is no `memory_limit`: Mosquitto 2.0 counts what the dynamic-security plugin frees and not what it takes, the count falls below zero after a few
 * account commands, and then every client is disconnected as «out of memory».
 */
export function mosquittoConf(settings: MosquittoSettings, paths: { plugin: string; security: string }): string {
	const sections: readonly (readonly Line[])[] = [
		[
			['per_listener_settings false', 'One set of accounts and rules for all listeners.'],
			['allow_anonymous false'],
			[`plugin ${paths.plugin}`],
			[
				`plugin_opt_config_file ${paths.security}`,
				'Accounts and rules. The running broker writes this file: never edit it meanwhile.',
			],
			[`user ${settings.user}`, 'Root starts it; this user runs it.'],
		],
		[
			[
				'persistence false',
				'Nothing is kept on disk: a PUBACK is no promise, and clients repeat what is not answered.',
			],
			['retain_available false', 'Nothing is kept for clients that come later.'],
			['persistent_client_expiration 1h', 'A client that asked for a session and stays away is forgotten.'],
		],
		[
			[`message_size_limit ${requestLimitBytes}`, 'The largest payload, in bytes, on all listeners.'],
			[`max_packet_size ${2 * requestLimitBytes}`, 'What a client can make the broker buffer, in bytes; on TCP alone.'],
			['max_inflight_messages 0', 'No window: an agent has many requests in hand at once.'],
			['max_queued_messages 100000', 'For each client; what is beyond this or the next limit is dropped in silence.'],
			[`max_queued_bytes ${64 * 1024 * 1024}`],
			['max_keepalive 300', 'A client that is gone is noticed within 1.5 times this, in seconds.'],
			['set_tcp_nodelay true', 'Without it a single request takes 44 ms instead of 0.2 ms.'],
		],
		[
			['log_dest stderr', 'The journal has it: journalctl --unit mosquitto.'],
			['log_type error'],
			['log_type warning'],
			['log_type notice', 'Who connects, who is refused, who is disconnected and why.'],
		],
		listener({ port: settings.tcpPort, host: '127.0.0.1', connections: 1000 }, [
			'Without TLS, for agent and app on this machine.',
		]),
		...(settings.tls === undefined ? [] : [tlsListener(settings.tls)]),
		[
			...listener({ port: settings.wsPort, host: settings.wsHost, connections: 5000 }, [
				'For browsers, behind a proxy: it ends TLS and bounds origin, size and rate, which this listener cannot.',
			]),
			['protocol websockets'],
			[
				`mount_point ${tabMount}`,
				'Whatever comes from here lies under this prefix: the agent asks it for an actor token.',
			],
		],
	];
	return `${[header, ...sections.map(sectionText)].join('\n\n')}\n`;
}

const header = [
	'# Mosquitto 2 for Pitlane. Written by `npm run broker:setup`, which writes it anew and keeps what was here before as',
	'# mosquitto.conf.before. What each limit is for: docs/AGENT.md.',
].join('\n');

function listener(at: { port: number; host?: string; connections: number }, why: [string]): Line[] {
	return [
		[['listener', at.port, at.host].filter((part) => part !== undefined).join(' '), why[0]],
		[`max_connections ${at.connections}`],
	];
}

function tlsListener(tls: NonNullable<MosquittoSettings['tls']>): Line[] {
	return [
		...listener({ port: tls.port, connections: 1000 }, ['With TLS 1.2 or newer, for programs on other machines.']),
		[`certfile ${tls.certPath}`, 'Read anew on SIGHUP, by the user above: systemctl reload mosquitto.'],
		[`keyfile ${tls.keyPath}`],
	];
}

function sectionText(lines: readonly Line[]): string {
	return lines.map(([setting, why]) => (why === undefined ? setting : `# ${why}\n${setting}`)).join('\n');
}
