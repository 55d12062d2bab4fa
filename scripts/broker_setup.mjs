/** Sets up a Mosquitto: `npm run broker:setup -- --help`. Reads the options; the program on Deno does the work. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { runBrokerProgram, systemUser } from './broker_program.mjs';
import { readOptions } from './broker_options.mjs';

const help = `Writes configuration, accounts and secrets of a Mosquitto 2 into a folder.

  npm run broker:setup -- --folder /etc/pitlane-broker [option…]

A later run on the same folder keeps every account, secret and setting that is there, and adds what is new.
Secrets go into files of mode 600 in the folder's credentials/, never to the terminal.

  --folder DIR          where to write; required
  --service NAME        a station's device or another backend that may ask the agents; any number of times
  --agents N            agent processes, 1 unless told; each has accounts of its own: pitlane-agent-a, -b, …
  --connections N       connections of each agent that receive, 1 unless told
  --apps N              web processes, 1 unless told: pitlane-app-a, -b, …
  --port N              port of 127.0.0.1 without TLS, for programs of this machine; 1883 unless told
  --tls-cert FILE       certificate (with its chain) of the TLS port, for programs of other machines
  --tls-key FILE        its key; the broker's user must be able to read both
  --tls-port N          8883 unless told
  --ws-port N           port for browsers, behind a proxy with TLS; 9001 unless told
  --ws-host ADDRESS     where that port listens; 127.0.0.1 unless told
  --url URL             where agents, apps and services reach the broker; mqtt://127.0.0.1:PORT unless told
  --ws-url URL          where browsers reach it: wss://… of the proxy
  --renew NAME          replaces the secret of a program or service; any number of times, broker stopped
  --user NAME           who runs Mosquitto; 'mosquitto' if root sets it up, otherwise you
  --help                this text
`;

const options = readOptions(help, {
	folder: { type: 'string' },
	service: { type: 'string', multiple: true, default: [] },
	agents: { type: 'string', whole: true },
	connections: { type: 'string', whole: true },
	apps: { type: 'string', whole: true },
	port: { type: 'string', whole: true },
	'tls-cert': { type: 'string' },
	'tls-key': { type: 'string' },
	'tls-port': { type: 'string', whole: true },
	'ws-port': { type: 'string', whole: true },
	'ws-host': { type: 'string' },
	url: { type: 'string' },
	'ws-url': { type: 'string' },
	renew: { type: 'string', multiple: true, default: [] },
	user: { type: 'string' },
});

/** The TLS port is set up or changed as a whole. */
function tlsOf({ 'tls-cert': cert, 'tls-key': key, 'tls-port': port }) {
	if (cert === undefined && key === undefined && port === undefined) return undefined;
	if (cert === undefined || key === undefined) throw new Error('--tls-cert and --tls-key should both be given');
	for (const path of [cert, key]) if (!existsSync(path)) throw new Error(`There is no file ${path}`);
	return { certPath: resolve(cert), keyPath: resolve(key), port };
}

await runBrokerProgram('broker_setup', () => {
	const { values } = options;
	if (values.folder === undefined) throw new Error('--folder is not given, should be where to write');
	const folder = resolve(values.folder);
	const input = {
		...systemUser(values.user),
		folder,
		services: values.service,
		renew: values.renew,
		agents: values.agents,
		connections: values.connections,
		apps: values.apps,
		tcpPort: values.port,
		wsPort: values['ws-port'],
		wsHost: values['ws-host'],
		tls: tlsOf(values),
		url: values.url,
		wsUrl: values['ws-url'],
	};
	return { input, folders: [folder], hosts: ['127.0.0.1'] };
});
