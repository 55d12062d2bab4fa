import { describe, expect, test } from 'vitest';
import { protocols, type Protocol } from './ocpp_accounts.ts';
import { noon, openOcppWorld } from './ocpp_world.ts';

const iso = new Date(noon).toISOString();
const heartbeat = [2, 'h', 'Heartbeat', {}];
const isAlive = [3, 'h', { currentTime: iso }];

describe.each(protocols)('%s', (protocol) => {
	const isOld = protocol === 'ocpp1.6';
	const of = (old: string, present: string) => (isOld ? old : present);

	test.each([
		['no JSON', 'nonsense', '-1', of('FormationViolation', 'RpcFrameworkError')],
		['no list', '{"a":1}', '-1', of('FormationViolation', 'RpcFrameworkError')],
		['nested without end', '['.repeat(20_000), '-1', of('FormationViolation', 'RpcFrameworkError')],
		['a call without an id', [2, 7, 'Heartbeat', {}], '-1', of('FormationViolation', 'RpcFrameworkError')],
		['an id too long', [2, 'x'.repeat(200), 'Heartbeat', {}], '-1', of('FormationViolation', 'RpcFrameworkError')],
		['an action that is no text', [2, 'a', 7, {}], 'a', of('FormationViolation', 'RpcFrameworkError')],
		['a payload that is no object', [2, 'a', 'Heartbeat', []], 'a', of('FormationViolation', 'FormatViolation')],
		['no payload', [2, 'a', 'Heartbeat'], 'a', of('FormationViolation', 'FormatViolation')],
		['an unknown action', [2, 'a', 'MakeCoffee', {}], 'a', 'NotImplemented'],
		['an action of the language', [2, 'a', 'constructor', {}], 'a', 'NotImplemented'],
		['a field that is missing', [2, 'a', 'Authorize', {}], 'a', 'OccurenceConstraintViolation'],
		['a field of another type', [2, 'a', 'MeterValues', typedWrong(isOld)], 'a', 'TypeConstraintViolation'],
		['a value that cannot be', [2, 'a', 'StatusNotification', statusWrong(isOld)], 'a', 'PropertyConstraintViolation'],
	])('%s is answered with a CALLERROR, and the connection stays', async (...[, frame, id, code]) => {
		const world = await openOcppWorld();
		const raw = await world.rawCharger(protocol);
		expect(await raw.exchange(frame)).toEqual([4, id, code, expect.any(String), expect.any(Object)]);
		expect(await raw.exchange(heartbeat)).toEqual(isAlive);
		expect(world.faults).toEqual([]);
	});

	test('a CALLERROR names the field', async () => {
		const world = await openOcppWorld();
		const raw = await world.rawCharger(protocol);
		const answer = await raw.exchange([2, 'a', 'MeterValues', typedWrong(isOld)]);
		expect(answer).toMatchObject([4, 'a', 'TypeConstraintViolation', expect.any(String), { field: 'meterValue' }]);
	});

	test('what is nobody’s answer, empty or of another type is passed over', async () => {
		const world = await openOcppWorld();
		const raw = await world.rawCharger(protocol);
		for (const frame of [[3, 'unasked', {}], [4, 'unasked', 'InternalError', '', {}], [3], [4, 5], '', '\n']) {
			raw.send(frame);
		}
		if (isOld) raw.send([9, 'a', 'Heartbeat', {}]);
		expect(await raw.exchange(heartbeat)).toEqual(isAlive);
	});

	test('calls are answered one after the other, in their order, while other chargers are served', async () => {
		const world = await openOcppWorld();
		const raw = await world.rawCharger(protocol);
		const other = await world.rawCharger(of('ocpp2.0.1', 'ocpp1.6') as Protocol);
		let open = () => undefined as void;
		world.desk.gates.set('tagStatus', new Promise((resolve) => (open = resolve)));
		const idToken = { idToken: 'CARD-1', type: 'ISO14443' };
		raw.send([2, 'slow', 'Authorize', { idTag: 'CARD-1', idToken }]);
		raw.send(heartbeat);
		expect(await other.exchange(heartbeat)).toEqual(isAlive);
		open();
		expect(await raw.next()).toEqual([3, 'slow', expect.any(Object)]);
		expect(await raw.next()).toEqual(isAlive);
	});

	test('what comes faster than it is read is answered all the same', async () => {
		const world = await openOcppWorld({ limits: { frameBurst: 3, framesPerSecond: 1000, waitingFrames: 2 } });
		const raw = await world.rawCharger(protocol);
		for (let i = 0; i < 200; i++) raw.send([2, `${i}`, 'Heartbeat', {}]);
		for (let i = 0; i < 200; i++) expect(await raw.next()).toEqual([3, `${i}`, expect.any(Object)]);
	});

	test('a frame that is too large ends the connection, and not the gateway', async () => {
		const world = await openOcppWorld({ limits: { frameBytes: 1000 } });
		const raw = await world.rawCharger(protocol);
		const closed = new Promise((resolve) => raw.socket.once('close', resolve));
		raw.send('x'.repeat(2000));
		expect(await closed).toBe(1009);
		const again = await world.rawCharger(protocol);
		expect(await again.exchange(heartbeat)).toEqual(isAlive);
	});

	test('a charger that answers no ping is taken for gone', async () => {
		const world = await openOcppWorld({ limits: { pingMs: 20 } });
		const raw = await world.rawCharger(protocol);
		raw.socket.pause();
		await expect.poll(() => world.gateway.connectedChargers()).toEqual([]);
		raw.socket.terminate();
	});
});

describe('what the specification has and nobody here needs', () => {
	test.each([
		['ocpp1.6', 'DataTransfer', { vendorId: 'x' }, { status: 'UnknownVendorId' }],
		['ocpp1.6', 'DiagnosticsStatusNotification', { status: 'Idle' }, {}],
		['ocpp1.6', 'FirmwareStatusNotification', { status: 'Idle' }, {}],
		['ocpp1.6', 'SecurityEventNotification', { type: 'x', timestamp: iso }, {}],
		['ocpp1.6', 'SignCertificate', { csr: 'x' }, { status: 'Rejected' }],
		['ocpp2.0.1', 'DataTransfer', { vendorId: 'x' }, { status: 'UnknownVendorId' }],
		['ocpp2.0.1', 'NotifyEvent', { generatedAt: iso, seqNo: 0, eventData: [] }, {}],
		['ocpp2.0.1', 'NotifyReport', { requestId: 1, generatedAt: iso, seqNo: 0 }, {}],
		['ocpp2.0.1', 'SecurityEventNotification', { type: 'x', timestamp: iso }, {}],
		['ocpp2.0.1', 'SignCertificate', { csr: 'x' }, { status: 'Rejected' }],
	] as const)('%s: %s is answered', async (...[protocol, action, payload, answer]) => {
		const world = await openOcppWorld();
		const raw = await world.rawCharger(protocol);
		expect(await raw.exchange([2, 'a', action, payload])).toEqual([3, 'a', answer]);
	});

	test('plug and charge is not supported', async () => {
		const world = await openOcppWorld();
		const raw = await world.rawCharger('ocpp2.0.1');
		expect(await raw.exchange([2, 'a', 'Get15118EVCertificate', {}])).toEqual([
			4,
			'a',
			'NotSupported',
			expect.any(String),
			{},
		]);
		expect(await raw.exchange([9, 'a', 'Heartbeat', {}])).toEqual([
			4,
			'a',
			'MessageTypeNotSupported',
			expect.any(String),
			{},
		]);
	});
});

function typedWrong(isOld: boolean) {
	return { [isOld ? 'connectorId' : 'evseId']: 1, meterValue: 'many' };
}

function statusWrong(isOld: boolean) {
	const status = isOld ? { status: 'Sleeping', errorCode: 'NoError' } : { connectorStatus: 'Sleeping' };
	return { connectorId: 1, evseId: 1, timestamp: iso, ...status };
}
