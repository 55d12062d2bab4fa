/** How Pitlane's programs are run on Deno, and all that each of them may do: the one place that names permissions. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each program's file, and the variables whose hosts it may listen on or connect to. */
const programs = {
	serve: {
		file: 'scripts/serve.ts',
		hosts: ['PITLANE_DATABASE_URL', 'PITLANE_MQTT_URL', 'PITLANE_MPESA_URL'],
		listens: true,
	},
	agent: {
		file: 'src/lib/server/agent/main.ts',
		hosts: ['PITLANE_DATABASE_URL', 'PITLANE_MQTT_URL', 'PITLANE_ODOO_URL', 'PITLANE_MPESA_URL', 'PITLANE_SMTP_URL'],
		listens: false,
		hearsChargers: true,
	},
	// The demonstration's database, broker, Odoo, M-Pesa, mail server and chargers: it listens where the others connect to, M-Pesa calls
	// back, and the chargers connect to the agent.
	demo_host: {
		file: 'scripts/demo_host.ts',
		hosts: [
			'PITLANE_MQTT_URL',
			'PITLANE_MQTT_WS_URL',
			'PITLANE_ODOO_URL',
			'PITLANE_MPESA_URL',
			'PITLANE_MPESA_CALLBACK_BASE',
			'PITLANE_SMTP_URL',
			'PITLANE_DEMO_MAILS_URL',
		],
		listens: false,
		hearsChargers: true,
	},
	// The operator's commands: nothing but the folders and hosts that the command line names.
	broker_setup: { file: 'scripts/broker_setup.ts', isCommand: true },
	broker_account: { file: 'scripts/broker_account.ts', isCommand: true },
	// A developer's tool: it starts servers of every kind, on ports and folders of its own.
	bench: { file: 'bench/main.ts', everything: true },
};

/** Variables a program gets besides `PITLANE_…`: it may read its whole environment, so nothing else is put there. */
const passed =
	/^(PITLANE_\w+|NODE_ENV|HOST|PORT|TZ|HOME|XDG_CACHE_HOME|DENO_\w+|OTEL_\w+|NO_COLOR|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS)$/;

/** The ports of URLs that name none. */
const defaultPorts = {
	'http:': 80,
	'https:': 443,
	'libsql:': 443,
	'mqtt:': 1883,
	'mqtts:': 8883,
	'smtp:': 587,
	'smtps:': 465,
	'ws:': 80,
	'wss:': 443,
};

/**
 * Flags of `deno run` for a program in that environment: its hosts, its data folder, its native add-ons. An operator's command has the folders and
 * hosts (`host` or `host:port`) that are named.
 */
export function denoFlags(name, env, named = { folders: [], hosts: [] }) {
	const { hosts, listens, hearsChargers, everything, isCommand } = programs[name];
	if (everything) return ['--allow-all', '--no-remote', '--cached-only'];
	if (isCommand) return commandFlags(named);
	const net = hosts.flatMap((variable) => hostOf(env[variable] ?? ''));
	if (listens) net.push(`${env.HOST || '127.0.0.1'}:${env.PORT || 4173}`);
	if (hearsChargers && env.PITLANE_OCPP_PORT)
		net.push(`${env.PITLANE_OCPP_HOST || '127.0.0.1'}:${env.PITLANE_OCPP_PORT}`);
	const certificates = hearsChargers
		? [env.PITLANE_OCPP_TLS_CERT, env.PITLANE_OCPP_TLS_KEY].filter(Boolean).map((path) => resolve(root, path))
		: [];
	const data = dataFolder(env);
	const read = ['.deno-deploy', 'drizzle', 'node_modules', 'package.json', 'src'].map((path) => join(root, path));
	return [
		'--no-prompt',
		'--no-remote',
		'--cached-only',
		// request.signal tells that the client has gone, and nothing else.
		'--unstable-no-legacy-abort',
		// What a request leaves behind is short-lived: with room for it the collector runs less often (docs/PERFORMANCE.md). In MiB.
		'--v8-flags=--min-semi-space-size=16,--max-semi-space-size=32',
		...(net.length > 0 ? [`--allow-net=${[...new Set(net)].join(',')}`] : []),
		'--allow-env',
		`--allow-read=${[...read, ...certificates, ...data].join(',')}`,
		...(data.length > 0 ? [`--allow-write=${data.join(',')}`] : []),
		// libSQL's and argon2's add-ons, and what libSQL asks the system to choose its own.
		`--allow-ffi=${nativeAddOns().join(',')}`,
		'--allow-sys=cpus,hostname,networkInterfaces',
	];
}

/** An operator's command writes where it is told and looks for Mosquitto's plugin; no data folder, no native add-on. */
function commandFlags({ folders, hosts }) {
	const read = [
		...['node_modules', 'package.json', 'src'].map((path) => join(root, path)),
		'/usr/lib',
		'/usr/lib64',
		...folders,
	];
	return [
		'--no-prompt',
		'--no-remote',
		'--cached-only',
		`--allow-net=${hosts.join(',')}`,
		'--allow-env',
		`--allow-read=${read.join(',')}`,
		`--allow-write=${folders.join(',')}`,
	];
}

/**
 * Command, arguments and environment that run a program, for `spawn`. `env`, and for an operator's command `named`, decide what it reaches; unset NODE_ENV
 * means production.
 */
export function denoCommand(name, env, named) {
	const mayHave = (variable) => programs[name].everything || passed.test(variable);
	const set = Object.entries(env).filter(([variable, value]) => mayHave(variable) && value !== undefined);
	const own = { NODE_ENV: 'production', ...Object.fromEntries(set) };
	return {
		command: join(root, 'node_modules/.bin/deno'),
		args: ['run', ...denoFlags(name, own, named), join(root, programs[name].file)],
		options: { cwd: root, env: own },
	};
}

/** Host and port that a URL reaches, in a list; an empty one for a file or for what is no URL. */
export function hostOf(value) {
	if (!URL.canParse(value) || value.startsWith('file:')) return [];
	const { protocol, hostname, port } = new URL(value);
	return [`${hostname}:${port || defaultPorts[protocol]}`];
}

function dataFolder(env) {
	const url = env.PITLANE_DATABASE_URL || 'file:./data/pitlane.db';
	return url.startsWith('file:') ? [dirname(resolve(root, url.replace(/^file:(\/\/)?/, '').replace(/\?.*/, '')))] : [];
}

function nativeAddOns() {
	const folders = ['@libsql', '@node-rs'].map((scope) => join(root, 'node_modules', scope));
	return folders.map((folder) => (existsSync(folder) ? realpathSync(folder) : folder));
}
