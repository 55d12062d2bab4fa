/**
 * The demonstration: `npm run demo [-- --json] [--port N] [--data DIR]`. Installs what is missing, builds, and starts everything on
 * embedded defaults: libSQL file, MQTT broker, an Odoo, an M-Pesa and a mail server to try it with, agent, web app, simulated rack of batteries.
 *
 * With `--json` it prints one JSON line on standard output once all of it answers; everything else goes to standard error.
 * SIGTERM ends all of it within five seconds. A second start on the same `--data` goes on with its data.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild, ensureNodeModules } from './bootstrap.mjs';
import { freePorts, isPortFree } from './demo/ports.mjs';
import { startProcesses } from './demo/processes.mjs';
import { loadSecrets } from './demo/secrets.mjs';
import { summary } from './demo/summary.mjs';

const defaultPort = 4173;

const options = readOptions();
const temporary = options.json && !options.data;
const data = options.data
	? resolve(options.data)
	: temporary
		? mkdtempSync(join(tmpdir(), 'pitlane-demo-'))
		: resolve('data/demo');

let running;
let stopping = false;

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void stop(0));
try {
	await demo();
} catch (error) {
	if (!stopping) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	await stop(1);
}

async function demo() {
	if (!(await isPortFree(options.port))) {
		throw new Error(
			`Port ${options.port} is taken, should be free: stop what listens there, or give another one with --port`,
		);
	}
	ensureNodeModules();
	ensureBuild();
	const [tcpPort, wsPort, odooPort, mpesaPort, smtpPort, mailsPort, ocppPort] = await freePorts(7);
	const secrets = loadSecrets(data);
	const ports = { port: options.port, tcpPort, wsPort, odooPort, mpesaPort, smtpPort, mailsPort, ocppPort };
	running = startProcesses({ data, secrets, ...ports, onUnexpectedEnd: () => void stop(1) });
	const inventory = await running.ready;
	const line = { ready: true, web: `http://localhost:${options.port}`, ...inventory };
	if (options.json) process.stdout.write(`${JSON.stringify(line)}\n`);
	else process.stderr.write(summary(line, data));
}

async function stop(code) {
	if (stopping) return;
	stopping = true;
	await running?.stop();
	if (temporary) rmSync(data, { recursive: true, force: true });
	process.exit(code);
}

function readOptions() {
	try {
		const { values } = parseArgs({
			options: { json: { type: 'boolean', default: false }, port: { type: 'string' }, data: { type: 'string' } },
		});
		const port = Number(values.port ?? defaultPort);
		if (!Number.isInteger(port) || port < 1 || port > 65_535)
			throw new Error(`--port is ${values.port}, should be 1 to 65535`);
		return { json: values.json, port, data: values.data };
	} catch (error) {
		process.stderr.write(`${error.message}\nUsage: npm run demo -- [--json] [--port N] [--data DIR]\n`);
		process.exit(2);
	}
}
