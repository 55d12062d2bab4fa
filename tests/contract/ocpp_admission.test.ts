import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startOcppGateway } from '#lib/server/gateways/ocpp/start_gateway.ts';
import { simulateCharger } from '#lib/server/demo/charger_simulator/simulated_charger.ts';
import { parkVehicle } from '#lib/server/demo/charger_simulator/simulated_vehicle.ts';
import { hasOpenssl } from './broker_setup_world.ts';
import { createMemoryDesk } from './ocpp_desk.ts';
import { basic, minuteMs, noon, openOcppWorld, type OcppWorld } from './ocpp_world.ts';
import { password, protocols } from './ocpp_accounts.ts';

/** The status that an upgrade is answered with; `from` is where it seems to come from. */
async function statusOf(address: string, authorization?: string, from = 'home'): Promise<number> {
	const headers = { ...(authorization && { authorization }), from };
	const socket = new WebSocket(address, ['ocpp1.6'], { headers });
	const status = await new Promise<number>((resolve, reject) => {
		socket.once('open', () => resolve(101));
		socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
		socket.once('error', reject);
	});
	socket.on('error', () => undefined).terminate();
	return status;
}

test.each([
	['the right password', 'CP-16', basic('CP-16', password), 101],
	['a wrong password', 'CP-16', basic('CP-16', 'wrong'), 401],
	['no password', 'CP-16', undefined, 401],
	['another charger’s name', 'CP-16', basic('CP-201', password), 401],
	['what is no basic authentication', 'CP-16', 'Bearer x', 401],
	['an unknown charger', 'CP-99', basic('CP-99', password), 401],
	['a longer path', 'CP-16/more', basic('CP-16', password), 404],
	['no name', '', basic('', password), 404],
	['a name that cannot be', '%00', basic('\u0000', password), 404],
	['a broken name', '%E0%A4%A', basic('CP-16', password), 404],
])('%s is answered as it should', async (...[, path, authorization, status]) => {
	const world = await openOcppWorld();
	expect(await statusOf(`${world.url}/${path}`, authorization)).toBe(status);
});

test('a password of bytes is told in hexadecimal digits, a name may have a colon', async () => {
	const world = await openOcppWorld();
	world.desk.passwords.set('CP:1', 'fffe00ff');
	const authorization = basic('CP:1', Buffer.from('fffe00ff', 'hex'));
	expect(await statusOf(`${world.url}/CP%3A1`, authorization)).toBe(101);
});

test('nobody is let in while the desk is away, and everybody after', async () => {
	const world = await openOcppWorld();
	world.desk.faults.set('admits', 1);
	expect(await statusOf(`${world.url}/CP-16`, basic('CP-16', password))).toBe(503);
	expect(await statusOf(`${world.url}/CP-16`, basic('CP-16', password))).toBe(101);
});

test('what is no WebSocket is told to become one', async () => {
	const world = await openOcppWorld();
	expect((await fetch(`http://127.0.0.1:${world.gateway.port}/ocpp/CP-16`)).status).toBe(426);
});

test.each([
	['none', []],
	['one that nobody speaks', ['ocpp1.5']],
])('a charger that offers %s is let in without a subprotocol and sent away', async (...[, offered]) => {
	const world = await openOcppWorld();
	const headers = { authorization: basic('CP-16', password) };
	const socket = new WebSocket(`${world.url}/CP-16`, offered, { headers });
	let chosen: string | undefined;
	socket.once('upgrade', (response) => (chosen = response.headers['sec-websocket-protocol'] ?? 'none'));
	socket.on('error', () => undefined);
	await new Promise((resolve) => socket.once('close', resolve));
	expect(chosen).toBe('none');
	expect(world.gateway.connectedChargers()).toEqual([]);
	expect(world.desk.of('connected')).toEqual([]);
});

test('the first subprotocol that we speak is chosen', async () => {
	const world = await openOcppWorld();
	const headers = { authorization: basic('CP-16', password) };
	const socket = new WebSocket(`${world.url}/CP-16`, ['ocpp2.1', 'ocpp2.0.1', 'ocpp1.6'], { headers });
	await once(socket, 'open');
	expect(socket.protocol).toBe('ocpp2.0.1');
});

test.each(protocols)('a second connection of a charger replaces the first: %s', async (protocol) => {
	const world = await openOcppWorld();
	const [first, second] = [world.charger(protocol), world.charger(protocol)];
	await first.connect();
	const ended = first.ended;
	await second.connect();
	expect(await ended).toBe(1008);
	await second.heartbeat();
	expect(world.gateway.connectedChargers()).toHaveLength(1);
	expect(world.desk.told.filter(([name]) => name === 'disconnected')).toEqual([]);
	await second.disconnect();
	await expect.poll(() => world.desk.told.filter(([name]) => name === 'disconnected')).toHaveLength(1);
});

test.each(protocols)('calls are answered once the desk knows of the connection: %s', async (protocol) => {
	const world = await openOcppWorld();
	world.desk.faults.set('connected', 2);
	const raw = await world.rawCharger(protocol);
	expect(await raw.exchange([2, 'a', 'Heartbeat', {}])).toEqual([4, 'a', 'InternalError', expect.any(String), {}]);
	expect(await raw.exchange([2, 'b', 'Heartbeat', {}])).toEqual([3, 'b', expect.any(Object)]);
	expect(world.desk.told.map(([name]) => name)).toEqual(['admits', 'connected', 'seen']);
});

test.skipIf(!hasOpenssl)('with a certificate it speaks TLS (security profile 2)', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'ocpp-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	const tls = { certPath: join(folder, 'cert.pem'), keyPath: join(folder, 'key.pem') };
	const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
	const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', tls.keyPath];
	const made = spawnSync('openssl', ['req', '-x509', ...key, '-out', tls.certPath, '-days', '2', ...names]);
	expect(made.status).toBe(0);
	const world = await openOcppWorld({ tls });
	const ca = await readFile(tls.certPath, 'utf8');
	const charger = simulateCharger({
		account: { url: world.url, chargerId: 'CP-16', password, protocol: 'ocpp1.6', ca },
		vehicle: parkVehicle({ registerWh: 0, batteryWh: 1, socPercent: 0, curve: () => 0 }),
		clock: () => noon,
		onFault: () => undefined,
	});
	await charger.connect();
	expect(await charger.heartbeat()).toEqual({ currentTime: new Date(noon).toISOString() });
	await charger.disconnect();
});

test('a certificate that is not there is a fault', async () => {
	const parts = { port: 0, host: '127.0.0.1', desk: createMemoryDesk(), clock: () => noon, onFault: () => undefined };
	const tls = { certPath: '/nowhere/cert.pem', keyPath: '/nowhere/key.pem' };
	await expect(startOcppGateway({ ...parts, tls })).rejects.toMatchObject({ name: 'FaultError', source: 'ocpp' });
});

describe('given wrong passwords', () => {
	const limits = { guesses: { perCharger: 3, perAddress: 5, spread: 6, windowMs: minuteMs } };
	const right = basic('CP-16', password);
	const wrong = basic('CP-16', 'wrong');
	const openGuarded = () => openOcppWorld({ limits, addressOf: ({ headers }) => headers.from ?? null });

	/** So many guesses of one charger's password, one after the other. */
	async function guess(world: OcppWorld, times: number, { from = 'home', charger = 'CP-16' } = {}): Promise<number[]> {
		const statuses: number[] = [];
		for (let i = 0; i < times; i++)
			statuses.push(await statusOf(`${world.url}/${charger}`, basic(charger, `wrong-${i}`), from));
		return statuses;
	}

	test('when they are too many, then even the right one has to wait, until the window is over', async () => {
		const world = await openGuarded();
		expect(await guess(world, 4)).toEqual([401, 401, 401, 429]);
		expect(await statusOf(`${world.url}/CP-16`, right)).toBe(429);
		expect(world.desk.told.filter(([name]) => name === 'admits')).toHaveLength(3);
		world.now += minuteMs;
		expect(await statusOf(`${world.url}/CP-16`, right)).toBe(101);
	});

	test('when they are answered, then it says how long to wait', async () => {
		const world = await openGuarded();
		await guess(world, 3);
		world.now += minuteMs / 3;
		const socket = new WebSocket(`${world.url}/CP-16`, ['ocpp1.6'], {
			headers: { authorization: wrong, from: 'home' },
		});
		socket.on('error', () => undefined);
		const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
		expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '40']);
		socket.terminate();
	});

	test('when others guess elsewhere, then the charger comes in at home, however often it connects', async () => {
		const world = await openGuarded();
		for (const from of ['a', 'b', 'c', 'd']) await guess(world, 4, { from });
		for (let i = 0; i < 10; i++) expect(await statusOf(`${world.url}/CP-16`, right)).toBe(101);
		expect(await statusOf(`${world.url}/CP-16`, right, 'moved')).toBe(101);
	});

	test('when they come from many addresses, then each has one guess', async () => {
		const world = await openGuarded();
		await guess(world, 3, { from: 'a' });
		await guess(world, 3, { from: 'b' });
		expect(await guess(world, 2, { from: 'c' })).toEqual([401, 429]);
	});

	test('when one address guesses at many chargers, then it has to wait for all of them, and no other address', async () => {
		const world = await openGuarded();
		await guess(world, 3, { charger: 'CP-98' });
		await guess(world, 2, { charger: 'CP-99' });
		expect(await statusOf(`${world.url}/CP-16`, right)).toBe(429);
		expect(await statusOf(`${world.url}/CP-16`, right, 'elsewhere')).toBe(101);
	});

	test('when the right one comes in time, then those before it are forgotten', async () => {
		const world = await openGuarded();
		await guess(world, 2);
		expect(await statusOf(`${world.url}/CP-16`, right)).toBe(101);
		expect(await guess(world, 3)).toEqual([401, 401, 401]);
	});

	test('when many come at once, then a right one behind a full window has to wait, and the desk hears of it once', async () => {
		const world = await openGuarded();
		const { desk } = world;
		const admits = desk.admits.bind(desk);
		let arrived = 0;
		let open = () => undefined as void;
		const gate = new Promise<void>((resolve) => (open = resolve));
		desk.admits = async (...told) => {
			arrived += 1;
			await gate;
			return admits(...told);
		};
		const guesses = Array.from({ length: 7 }, () => statusOf(`${world.url}/CP-16`, wrong));
		await expect.poll(() => arrived).toBe(7);
		const late = statusOf(`${world.url}/CP-16`, right);
		await expect.poll(() => arrived).toBe(8);
		open();
		expect(await Promise.all(guesses)).toEqual(guesses.map(() => 401));
		expect(await late).toBe(429);
		expect(desk.of('guessed')).toEqual(['home']);
	});

	test('when they go on and on, then the desk hears of it once a window', async () => {
		const world = await openGuarded();
		await guess(world, 8);
		expect(world.desk.told.filter(([name]) => name === 'guessed')).toEqual([['guessed', 'CP-16', 'home']]);
		world.now += minuteMs;
		await guess(world, 8);
		expect(world.desk.of('guessed')).toHaveLength(2);
	});

	test('when the database is away, then that is nobody’s wrong guess', async () => {
		const world = await openGuarded();
		world.desk.faults.set('admits', 5);
		expect(await guess(world, 5)).toEqual([503, 503, 503, 503, 503]);
		expect(await statusOf(`${world.url}/CP-16`, right)).toBe(101);
	});

	test('when nobody knows where they come from, then nobody has to wait', async () => {
		const world = await openOcppWorld({ limits, addressOf: () => null });
		expect(await guess(world, 8)).toEqual(Array.from({ length: 8 }, () => 401));
		expect(await statusOf(`${world.url}/CP-16`, right)).toBe(101);
	});
});
