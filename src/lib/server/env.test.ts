import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';
import { variables } from './env_variables.ts';

const key = Buffer.alloc(32, 1).toString('base64');

/** What `readEnv` says is wrong, line by line. */
function problems(source: Record<string, string | undefined>): string[] {
	try {
		readEnv(source);
		return [];
	} catch (error) {
		return (error as Error).message
			.split('\n')
			.slice(1)
			.map((line) => line.trim());
	}
}

describe('given nothing', () => {
	test('then everything runs on this machine, without a broker', () => {
		expect(readEnv({})).toMatchObject({
			mode: 'development',
			host: '127.0.0.1',
			port: 4173,
			origin: 'http://localhost:4173',
			database: { url: 'file:./data/pitlane.db', authToken: undefined },
			mqtt: { url: undefined, agent: undefined, app: undefined, agentConnections: 1 },
		});
	});
	test('then production wants a key of its own', () => {
		const should = 'should in production be 32 bytes in base64, for example of `openssl rand -base64 32`';
		const published = Buffer.alloc(32, 7).toString('base64');
		expect(problems({ NODE_ENV: 'production' })).toEqual([`PITLANE_ACTOR_TOKEN_KEY is not set, ${should}`]);
		expect(problems({ NODE_ENV: 'production', PITLANE_ACTOR_TOKEN_KEY: published })).toEqual([
			`PITLANE_ACTOR_TOKEN_KEY is the published one of development, ${should}`,
		]);
		expect(problems({ NODE_ENV: 'production', PITLANE_ACTOR_TOKEN_KEY: key })).toEqual([]);
	});
});

describe('given values', () => {
	test('then they are parsed', () => {
		const env = readEnv({
			PORT: '8080',
			PITLANE_DEMO: '1',
			PITLANE_MQTT_AGENT_USERNAME: 'agent',
			PITLANE_MQTT_AGENT_PASSWORD: 'secret',
			PITLANE_ACTOR_TOKEN_KEY: key,
		});
		expect(env).toMatchObject({
			origin: 'http://localhost:8080',
			demo: true,
			mqtt: {
				agent: { username: 'agent', password: 'secret', clientId: 'pitlane-agent' },
			},
		});
		expect(env.actorTokenSeed).toEqual(new Uint8Array(32).fill(1));
	});
	test('then an empty one counts as unset', () => expect(readEnv({ PORT: '' }).port).toBe(4173));
	test('then an origin loses its slash', () => {
		expect(readEnv({ PITLANE_ORIGIN: 'https://pitlane.example/' }).origin).toBe('https://pitlane.example');
	});
});

describe('given wrong values', () => {
	test('then one error lists all of them, each with what is and what should be', () => {
		expect(
			problems({ PORT: '99999', PITLANE_DEMO: 'yes', PITLANE_ORIGIN: 'https://a.example/x', PITLANE_PROT: '1' }),
		).toEqual([
			'PITLANE_PROT is set, should be a name of .env.example',
			'PORT is "99999", should be a whole number from 1 to 65535',
			'PITLANE_ORIGIN is "https://a.example/x", should be an origin without path, for example https://pitlane.example',
			'PITLANE_DEMO is "yes", should be 0 or 1',
		]);
	});
	test.each([
		['PORT', '0'],
		['PORT', '4173.5'],
		['PITLANE_MQTT_AGENT_CONNECTIONS', '65'],
		['PITLANE_DATABASE_URL', 'postgres://localhost/x'],
		['PITLANE_MQTT_URL', 'http://localhost'],
		['PITLANE_MQTT_WS_URL', 'mqtt://localhost'],
		['PITLANE_LOG_LEVEL', 'loud'],
		['PITLANE_ODOO_URL', 'odoo.example'],
		['PITLANE_ODOO_API', 'xmlrpc'],
		['PITLANE_ODOO_NAMES', '{'],
		['PITLANE_MPESA_URL', 'ftp://mpesa.example'],
		['PITLANE_MPESA_SHORTCODE', 'shop'],
		['PITLANE_MPESA_TILL', '12'],
		['PITLANE_MPESA_TYPE', 'phone'],
		['PITLANE_MPESA_CALLBACK_BASE', 'https://a.example/x'],
		['PITLANE_MPESA_NOMINATED_PHONE', '0722000000'],
		['PITLANE_SMTP_URL', 'https://mail.example'],
		['PITLANE_SMTP_TLS', 'maybe'],
		['PITLANE_ACTOR_TOKEN_KEY', Buffer.alloc(31).toString('base64')],
	])('then %s=%s is named', (name, value) =>
		expect(problems({ [name]: value })).toEqual([expect.stringContaining(`${name} is `)]),
	);
	test('then no secret is repeated', () => {
		const text = problems({
			PITLANE_ACTOR_TOKEN_KEY: 'hunter2',
			PITLANE_ODOO_API_KEY: 'hunter2'.repeat(100),
			PITLANE_MPESA_PASSKEY: 'hunter2'.repeat(100),
			PITLANE_MQTT_URL: 'mqtt://me:hunter2@broker.example',
		}).join();
		expect(text).toContain('PITLANE_MQTT_URL is "mqtt://…@broker.example"');
		expect(text).not.toContain('hunter2');
	});
});

describe('given half of what belongs together', () => {
	test.each([
		[
			{ PITLANE_MQTT_APP_USERNAME: 'app' },
			'PITLANE_MQTT_APP_PASSWORD is not set, should be beside PITLANE_MQTT_APP_USERNAME',
		],
		[
			{ PITLANE_MQTT_AGENT_PASSWORD: 'x' },
			'PITLANE_MQTT_AGENT_USERNAME is not set, should be beside PITLANE_MQTT_AGENT_PASSWORD',
		],
		[
			{ PITLANE_MQTT_WS_URL: 'ws://broker.example', PITLANE_MQTT_APP_USERNAME: 'app', PITLANE_MQTT_APP_PASSWORD: 'x' },
			'PITLANE_MQTT_URL is not set, should be beside PITLANE_MQTT_WS_URL',
		],
	])('then the other half is named', (source, problem) => expect(problems(source)).toEqual([problem]));
});

describe('given an Odoo', () => {
	const odoo = {
		PITLANE_ODOO_URL: 'https://odoo.example/',
		PITLANE_ODOO_DATABASE: 'operator',
		PITLANE_ODOO_LOGIN: 'pitlane',
		PITLANE_ODOO_API_KEY: 'secret',
	};

	test('then it is reached over JSON-RPC with the names of a stock Odoo', () => {
		expect(readEnv(odoo).odoo).toMatchObject({
			url: 'https://odoo.example',
			database: 'operator',
			login: 'pitlane',
			apiKey: 'secret',
			api: 'jsonrpc',
			names: { partner: { reference: 'ref' }, payment: { model: 'account.payment', reference: 'memo' } },
		});
	});
	test('then single names may differ, and the others stay', () => {
		const names = JSON.stringify({ payment: { reference: 'ref' }, order: { recurrence: null } });
		expect(readEnv({ ...odoo, PITLANE_ODOO_NAMES: names }).odoo?.names).toMatchObject({
			payment: { model: 'account.payment', reference: 'ref' },
			order: { recurrence: null, confirm: 'action_confirm' },
		});
	});
	test.each([
		[{ payment: { ref: 'ref' } }, 'PITLANE_ODOO_NAMES.payment.ref is '],
		[{ partner: { model: 'res.partner/unlink' } }, 'PITLANE_ODOO_NAMES.partner.model is "res.partner/unlink"'],
		[{ usage: { method: '_write' } }, 'PITLANE_ODOO_NAMES.usage.method is "_write"'],
		[{ timeZone: 'Nairobi' }, 'PITLANE_ODOO_NAMES.timeZone is "Nairobi"'],
	])('then a name that Odoo cannot have is named: %j', (names, problem) => {
		expect(problems({ ...odoo, PITLANE_ODOO_NAMES: JSON.stringify(names) })).toEqual([
			expect.stringContaining(problem),
		]);
	});
	test.each(Object.keys(odoo))('then %s may not be missing', (name) => {
		const [given] = Object.keys(odoo).filter((other) => other !== name);
		expect(problems({ ...odoo, [name]: undefined })).toEqual([`${name} is not set, should be beside ${given}`]);
	});
	test('then without one there is none', () => expect(readEnv({}).odoo).toBeUndefined());
});

describe('given an account at M-Pesa', () => {
	const mpesa = {
		PITLANE_MPESA_URL: 'https://api.mpesa.example/',
		PITLANE_MPESA_CONSUMER_KEY: 'key',
		PITLANE_MPESA_CONSUMER_SECRET: 'secret',
		PITLANE_MPESA_SHORTCODE: '174379',
		PITLANE_MPESA_PASSKEY: 'passkey',
	};

	test('then it is a paybill that calls back where people find us', () => {
		expect(readEnv({ ...mpesa, PITLANE_ORIGIN: 'https://pitlane.example/' }).mpesa).toEqual({
			url: 'https://api.mpesa.example',
			consumerKey: 'key',
			consumerSecret: 'secret',
			shortcode: '174379',
			passkey: 'passkey',
			type: 'paybill',
			receiver: '174379',
			callbackBase: 'https://pitlane.example',
		});
	});
	test('then a till receives instead of its store, and callbacks may come elsewhere', () => {
		const till = { PITLANE_MPESA_TYPE: 'till', PITLANE_MPESA_TILL: '5060708' };
		expect(
			readEnv({ ...mpesa, ...till, PITLANE_MPESA_CALLBACK_BASE: 'https://pay.pitlane.example' }).mpesa,
		).toMatchObject({
			type: 'till',
			shortcode: '174379',
			receiver: '5060708',
			callbackBase: 'https://pay.pitlane.example',
		});
	});
	test.each(Object.keys(mpesa))('then %s may not be missing', (name) => {
		const [given] = Object.keys(mpesa).filter((other) => other !== name);
		expect(problems({ ...mpesa, [name]: undefined })).toEqual([`${name} is not set, should be beside ${given}`]);
	});
	test('then a paybill has no till', () => {
		expect(problems({ ...mpesa, PITLANE_MPESA_TILL: '5060708' })).toEqual([
			'PITLANE_MPESA_TILL is set, should be beside PITLANE_MPESA_TYPE=till only',
		]);
	});
	test('then a phone may be nominated for pulling', () => {
		const nominated = { PITLANE_MPESA_NOMINATED_PHONE: '+254 722 000000' };
		expect(readEnv({ ...mpesa, ...nominated }).mpesa).toMatchObject({ nominatedPhone: '254722000000' });
		expect(problems(nominated)).toEqual([
			'PITLANE_MPESA_URL is not set, should be beside PITLANE_MPESA_NOMINATED_PHONE',
		]);
	});
	test('then without one there is none', () => expect(readEnv({}).mpesa).toBeUndefined());
});

describe('given a mail server', () => {
	const smtp = { PITLANE_SMTP_URL: 'smtp://mail.example', PITLANE_SMTP_FROM: 'Pitlane <No-Reply@pitlane.example>' };

	test('then mail goes to its submission port, with STARTTLS and without an account', () => {
		expect(readEnv(smtp).smtp).toEqual({
			host: 'mail.example',
			port: 587,
			tls: 'starttls',
			login: undefined,
			from: { name: 'Pitlane', address: 'no-reply@pitlane.example' },
		});
	});
	test('then it may speak TLS from the start, want an account and have a sender without a name', () => {
		const account = { PITLANE_SMTP_USERNAME: 'pitlane', PITLANE_SMTP_PASSWORD: 'secret' };
		const url = 'smtps://mail.example';
		expect(readEnv({ PITLANE_SMTP_URL: url, PITLANE_SMTP_FROM: 'a@b.example', ...account }).smtp).toEqual({
			host: 'mail.example',
			port: 465,
			tls: 'implicit',
			login: { username: 'pitlane', password: 'secret' },
			from: { name: '', address: 'a@b.example' },
		});
	});
	test('then a relay of this machine may have it in the clear', () => {
		const relay = { ...smtp, PITLANE_SMTP_URL: 'smtp://[::1]:25', PITLANE_SMTP_TLS: 'none' };
		expect(readEnv(relay).smtp).toMatchObject({ host: '::1', port: 25, tls: 'none' });
	});
	test.each([
		[{ PITLANE_SMTP_URL: 'smtp://mail.example' }, 'PITLANE_SMTP_FROM is not set, should be beside PITLANE_SMTP_URL'],
		[
			{ ...smtp, PITLANE_SMTP_USERNAME: 'pitlane' },
			'PITLANE_SMTP_PASSWORD is not set, should be beside PITLANE_SMTP_USERNAME',
		],
		[
			{ ...smtp, PITLANE_SMTP_USERNAME: 'pitlane', PITLANE_SMTP_PASSWORD: 'secret', PITLANE_SMTP_TLS: 'none' },
			'PITLANE_SMTP_TLS is "none", should be required beside PITLANE_SMTP_PASSWORD',
		],
		[
			{ PITLANE_SMTP_USERNAME: 'pitlane', PITLANE_SMTP_PASSWORD: 'secret' },
			'PITLANE_SMTP_URL is not set, should be beside PITLANE_SMTP_USERNAME',
		],
	])('then what contradicts it is named', (source, problem) => expect(problems(source)).toEqual([problem]));
	test.each(['Pitlane', 'Pitlane <no-reply>', 'a@b.example, c@d.example', 'A <a@b.example> <c@d.example>'])(
		'then nobody is %j',
		(from) => {
			const [problem] = problems({ ...smtp, PITLANE_SMTP_FROM: from });
			expect(problem).toContain('should be whom mail comes from, for example Pitlane <no-reply@pitlane.example>');
		},
	);
	test('then without one there is none', () => expect(readEnv({}).smtp).toBeUndefined());
});

test('.env.example explains exactly the variables that are read', () => {
	const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
	const named = [...example.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
	expect(named.sort()).toEqual(Object.keys(variables).sort());
});
