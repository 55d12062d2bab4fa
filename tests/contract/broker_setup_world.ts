import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { freePorts } from '#lib/server/gateways/broker/free_ports.ts';
import { runMosquitto } from '#lib/server/gateways/broker/start_mosquitto.ts';

/** False where certificates cannot be made. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

interface CommandOutcome {
	readonly code: number;
	readonly output: string;
}

/** An operator's folder, and the commands that an operator runs on it. */
export async function operatorFolder() {
	const home = await mkdtemp(join(tmpdir(), 'broker-setup-'));
	const folder = join(home, 'broker');
	const [tcpPort = 0, wsPort = 0, tlsPort = 0] = await freePorts(3);
	const ca = join(home, 'ca.pem');
	const tls = hasOpenssl ? await makeCertificate(home) : [];
	const ports = [tcpPort, wsPort, ...(hasOpenssl ? [tlsPort] : [])];
	let broker: { stop(): Promise<void> } | null = null;
	return {
		folder,
		home,
		ca,
		url: `mqtt://127.0.0.1:${tcpPort}`,
		wsUrl: `ws://127.0.0.1:${wsPort}`,
		tlsUrl: `mqtts://localhost:${tlsPort}`,
		/** `npm run broker:setup` with the ports, TLS files and user of this folder. */
		setUp: (...args: string[]) =>
			run('broker_setup', [
				...['--folder', folder, '--user', userInfo().username],
				...['--port', String(tcpPort), '--ws-port', String(wsPort)],
				...(hasOpenssl ? ['--tls-port', String(tlsPort), ...tls] : []),
				...args,
			]),
		/** `npm run broker:setup` with these options alone. */
		setUpAgain: (...args: string[]) =>
			run('broker_setup', ['--folder', folder, '--user', userInfo().username, ...args]),
		/** `npm run broker:account`. */
		account: (...args: string[]) => run('broker_account', [...args, '--folder', folder]),
		async start() {
			broker = await runMosquitto(join(folder, 'mosquitto.conf'), ports);
		},
		async stop() {
			await broker?.stop();
			broker = null;
		},
		/** The environment lines of one program. */
		environment: async (name: string) =>
			parseEnv(await readFile(join(folder, `credentials/${name}.env`), 'utf8')) as Record<string, string>,
		remove: () => rm(home, { recursive: true }),
	};
}

/** What mqtt.js connects with, out of the lines of a service, an agent or an app. */
export function loginOf(environment: Record<string, string>) {
	const value = (suffix: string) => Object.entries(environment).find(([name]) => name.endsWith(suffix))?.[1] ?? '';
	return { username: value('_USERNAME'), password: value('_PASSWORD'), clientId: value('_CLIENT_ID') };
}

function run(command: string, args: readonly string[]): Promise<CommandOutcome> {
	return new Promise((resolve) => {
		execFile(process.execPath, [`scripts/${command}.mjs`, ...args], (error, stdout, stderr) => {
			resolve({ code: error === null ? 0 : Number(error.code ?? -1), output: stdout + stderr });
		});
	});
}

/** A certificate of localhost by an authority of its own (`ca.pem`): options of `broker:setup`. */
async function makeCertificate(home: string): Promise<string[]> {
	const at = (name: string) => join(home, name);
	const openssl = (...args: string[]) => {
		const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
		if (status !== 0) throw new Error(`openssl ${args[0]} fails: ${stderr}`);
	};
	const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	openssl('req', '-x509', ...key, '-keyout', at('ca.key'), '-out', at('ca.pem'), '-days', '2', '-subj', '/CN=Test CA');
	openssl('req', ...key, '-keyout', at('broker.key'), '-out', at('broker.csr'), '-subj', '/CN=localhost');
	await writeFile(at('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n');
	const authority = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('names')];
	openssl('x509', '-req', '-in', at('broker.csr'), '-out', at('broker.pem'), '-days', '2', ...authority);
	return ['--tls-cert', at('broker.pem'), '--tls-key', at('broker.key')];
}
