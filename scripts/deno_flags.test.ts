import { expect, test } from 'vitest';
import { denoCommand, denoFlags } from './deno_flags.mjs';

function flag(flags: string[], name: string): string | undefined {
	return flags.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
}

test('the server may reach its own port and the hosts of its environment, and no others', () => {
	const env = {
		PORT: '8080',
		PITLANE_DATABASE_URL: 'libsql://db.example',
		PITLANE_MQTT_URL: 'mqtt://broker.example',
		PITLANE_MQTT_WS_URL: 'wss://elsewhere.example',
		PITLANE_ODOO_URL: 'https://odoo.example/',
		PITLANE_MPESA_URL: 'https://mpesa.example',
		PITLANE_MPESA_CALLBACK_BASE: 'https://pay.example',
		PITLANE_SMTP_URL: 'smtp://mail.example',
	};
	expect(flag(denoFlags('serve', env), '--allow-net')).toBe(
		'db.example:443,broker.example:1883,mpesa.example:443,127.0.0.1:8080',
	);
	expect(flag(denoFlags('agent', env), '--allow-net')).toBe(
		'db.example:443,broker.example:1883,odoo.example:443,mpesa.example:443,mail.example:587',
	);
});

test('the agent alone lets chargers in, and reads their certificate', () => {
	const env = {
		PITLANE_DATABASE_URL: 'libsql://db.example',
		PITLANE_OCPP_PORT: '9220',
		PITLANE_OCPP_HOST: '0.0.0.0',
		PITLANE_OCPP_TLS_CERT: '/etc/pitlane/ocpp.crt',
		PITLANE_OCPP_TLS_KEY: '/etc/pitlane/ocpp.key',
	};
	expect(flag(denoFlags('agent', env), '--allow-net')).toBe('db.example:443,0.0.0.0:9220');
	expect(flag(denoFlags('agent', env), '--allow-read')).toContain('/etc/pitlane/ocpp.crt,/etc/pitlane/ocpp.key');
	expect(flag(denoFlags('serve', env), '--allow-net')).not.toContain('9220');
	expect(flag(denoFlags('serve', env), '--allow-read')).not.toContain('ocpp');
});

test('only a database file may be written, in its folder', () => {
	expect(flag(denoFlags('agent', { PITLANE_DATABASE_URL: 'file:/srv/pitlane/a.db' }), '--allow-write')).toBe(
		'/srv/pitlane',
	);
	expect(flag(denoFlags('agent', {}), '--allow-write')).toMatch(/\/data$/);
	expect(flag(denoFlags('agent', { PITLANE_DATABASE_URL: 'https://db.example' }), '--allow-write')).toBeUndefined();
});

test('a program gets its own variables and nobody else’s secrets, and runs for production unless told', () => {
	const { options } = denoCommand('serve', { PITLANE_DEMO: '1', AWS_SECRET_ACCESS_KEY: 'x', PORT: '1' });
	expect(options.env).toEqual({ NODE_ENV: 'production', PITLANE_DEMO: '1', PORT: '1' });
});

test('an operator’s command reaches what its command line names, and nothing of the environment', () => {
	const env = { PITLANE_DATABASE_URL: 'file:/srv/pitlane/a.db', PITLANE_MQTT_URL: 'mqtt://broker.example' };
	const flags = denoFlags('broker_setup', env, { folders: ['/etc/broker'], hosts: ['127.0.0.1:1883'] });
	expect(flag(flags, '--allow-net')).toBe('127.0.0.1:1883');
	expect(flag(flags, '--allow-write')).toBe('/etc/broker');
	expect(flag(flags, '--allow-ffi')).toBeUndefined();
});
