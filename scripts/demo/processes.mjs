/** The demonstration's three processes, on Deno: host (database, broker, Odoo, M-Pesa, mail server and chargers), agent, web app. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { denoCommand } from '../deno_flags.mjs';

/** How long a process may take to end before it is killed. */
const stopLimitMs = 4000;
const readyLimitMs = 60_000;
/** How long a rider of the demonstration takes to type the PIN. */
const phoneAnswersAfterMs = 4000;

/** Starts them one after the other; `ready` resolves to what the JSON line lists once each of them answers. */
export function startProcesses({ data, secrets, onUnexpectedEnd, ...ports }) {
	const children = [];
	const env = environment({ data, secrets, ...ports });
	let stopping = false;

	function start(program, input = '', ownEnv = {}) {
		const { command, args, options } = denoCommand(program, { ...env, ...ownEnv });
		const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
		child.stdin.end(input);
		children.push(child);
		child.on('exit', (code) => {
			if (stopping) return;
			process.stderr.write(`The ${program} process ended with code ${code}\n`);
			onUnexpectedEnd();
		});
		return child;
	}

	async function startAll() {
		const accounts = brokerAccounts(secrets);
		const { tcpPort, wsPort, odooPort, mpesaPort, smtpPort, mailsPort, ocppPort } = ports;
		const odooOptions = { port: odooPort, ...odooAccount(secrets) };
		const hostOptions = {
			databaseUrl: env.PITLANE_DATABASE_URL,
			secrets,
			accounts,
			tcpPort,
			wsPort,
			odoo: odooOptions,
			mpesa: { port: mpesaPort, defaultAfterMs: phoneAnswersAfterMs, ...mpesaMerchant(secrets) },
			mail: { smtpPort, httpPort: mailsPort },
			chargers: { url: `ws://127.0.0.1:${ocppPort}/ocpp`, password: secrets.chargerPassword },
		};
		const hostEnv = { PITLANE_DEMO_MAILS_URL: `http://127.0.0.1:${mailsPort}` };
		const host = start('demo_host', JSON.stringify(hostOptions), hostEnv);
		passOn(host.stderr);
		const inventory = JSON.parse(await nextLine(host.stdout, () => true));
		const agent = start('agent');
		await nextLine(agent.stderr, (line) => line.includes('The agent answers'));
		const web = start('serve');
		await nextLine(web.stderr, (line) => line.startsWith('Pitlane listens'));
		await answers(`http://127.0.0.1:${ports.port}/ready`);
		const service = accounts.find(({ role }) => role === 'service');
		const login = { mqttUsername: service.username, mqttPassword: service.password, mqttClientId: service.clientId };
		const { accounts: people, stations, plans, batteries, mqtt, mqttWs, odoo, mpesa, mails } = inventory;
		return {
			mqtt,
			mqttWs,
			odoo,
			odooApiKey: secrets.odooApiKey,
			mpesa,
			mpesaConsumerSecret: secrets.mpesaConsumerSecret,
			mails,
			accounts: people,
			service: login,
			stations,
			plans,
			batteries,
		};
	}

	return {
		/** Rejects, too, when it is stopped before it is ready. */
		ready: withLimit(startAll()),
		async stop() {
			stopping = true;
			await Promise.all(children.map(end));
		},
	};
}

function environment({ data, secrets, port, tcpPort, wsPort, odooPort, mpesaPort, smtpPort, ocppPort }) {
	const { database, login, apiKey } = odooAccount(secrets);
	const merchant = mpesaMerchant(secrets);
	return {
		PATH: process.env.PATH,
		HOME: process.env.HOME,
		NODE_ENV: 'production',
		PORT: String(port),
		PITLANE_ORIGIN: `http://localhost:${port}`,
		PITLANE_DEMO: '1',
		PITLANE_LOG_LEVEL: process.env.PITLANE_LOG_LEVEL ?? 'info',
		PITLANE_DATABASE_URL: `file:${join(data, 'pitlane.db')}`,
		PITLANE_MQTT_URL: `mqtt://127.0.0.1:${tcpPort}`,
		PITLANE_MQTT_WS_URL: `ws://127.0.0.1:${wsPort}`,
		PITLANE_MQTT_AGENT_USERNAME: 'pitlane-agent',
		PITLANE_MQTT_AGENT_PASSWORD: secrets.agentPassword,
		PITLANE_MQTT_APP_USERNAME: 'pitlane-app',
		PITLANE_MQTT_APP_PASSWORD: secrets.appPassword,
		PITLANE_ACTOR_TOKEN_KEY: secrets.actorTokenKey,
		PITLANE_ODOO_URL: `http://127.0.0.1:${odooPort}`,
		PITLANE_ODOO_DATABASE: database,
		PITLANE_ODOO_LOGIN: login,
		PITLANE_ODOO_API_KEY: apiKey,
		PITLANE_ODOO_NAMES: JSON.stringify({
			timeZone: 'Africa/Nairobi',
			order: { fallbackProduct: 'PLAN' },
			usage: { fallbackProduct: 'USAGE' },
		}),
		PITLANE_MPESA_URL: `http://127.0.0.1:${mpesaPort}`,
		PITLANE_MPESA_CONSUMER_KEY: merchant.consumerKey,
		PITLANE_MPESA_CONSUMER_SECRET: merchant.consumerSecret,
		PITLANE_MPESA_SHORTCODE: merchant.shortcode,
		PITLANE_MPESA_PASSKEY: merchant.passkey,
		PITLANE_MPESA_TYPE: merchant.type,
		PITLANE_MPESA_CALLBACK_BASE: `http://127.0.0.1:${port}`,
		PITLANE_MPESA_NOMINATED_PHONE: '+254722000000',
		PITLANE_CHARGE_TARIFF: 'KES 60',
		PITLANE_OCPP_PORT: String(ocppPort),
		PITLANE_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
		PITLANE_SMTP_TLS: 'none',
		PITLANE_SMTP_FROM: 'Pitlane <no-reply@demo.pitlane.example>',
	};
}

/** The one user of the demonstration's Odoo. */
function odooAccount(secrets) {
	return { database: 'demo', login: 'pitlane', apiKey: secrets.odooApiKey };
}

/** The one shop of the demonstration's M-Pesa. */
function mpesaMerchant({ mpesaConsumerSecret: consumerSecret, mpesaPasskey: passkey }) {
	const shortcode = '174379';
	return { consumerKey: 'pitlane-demo', consumerSecret, shortcode, passkey, type: 'paybill', receiver: shortcode };
}

/** The agent has one account to publish and one to receive; each is bound to its client id. */
function brokerAccounts(secrets) {
	const account = (role, username, password) => ({ role, username, password, clientId: username });
	return [
		account('agent', 'pitlane-agent', secrets.agentPassword),
		account('agent', 'pitlane-agent-1', secrets.agentPassword),
		account('app', 'pitlane-app', secrets.appPassword),
		account('service', 'pitlane-service', secrets.servicePassword),
	];
}

/** The first line of a stream for which `matches` holds; all of them are passed on to standard error, then and later. */
function nextLine(stream, matches) {
	const lines = createInterface({ input: stream });
	return new Promise((done, fail) => {
		lines.on('line', (line) => {
			if (!line.startsWith('{"mqtt"')) process.stderr.write(`${line}\n`);
			if (matches(line)) done(line);
		});
		lines.once('close', () => fail(new Error('A process of the demonstration ended before it was ready')));
	});
}

function passOn(stream) {
	stream.on('data', (chunk) => process.stderr.write(chunk));
}

async function answers(url) {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url} answers ${response.status}, should be 200`);
}

function withLimit(promise) {
	let timer;
	const limit = new Promise((_, fail) => {
		timer = setTimeout(() => fail(new Error(`Not ready after ${readyLimitMs / 1000} s`)), readyLimitMs);
	});
	return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

async function end(child) {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exited = once(child, 'exit');
	child.kill('SIGTERM');
	const force = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
	await exited;
	clearTimeout(force);
}
