import { RPCClient } from 'ocpp-rpc';
import { describe, expect, onTestFinished, test } from 'vitest';
import { chargerOf, password, type Protocol } from './ocpp_accounts.ts';
import { minuteMs, noon, openOcppWorld, type OcppWorld } from './ocpp_world.ts';

type Payload = Record<string, unknown>;

/** A charger of another maker's, which holds itself and us to the published JSON schemas: what does not conform rejects. */
async function strictCharger(world: OcppWorld, protocol: Protocol) {
	const violations: unknown[] = [];
	const options = {
		endpoint: world.url,
		identity: chargerOf[protocol],
		password,
		protocols: [protocol],
		strictMode: true,
		reconnect: false,
	};
	const client = new RPCClient(options as ConstructorParameters<typeof RPCClient>[0]);
	client.on('strictValidationFailure', (failure: { error: unknown }) => violations.push(failure.error));
	onTestFinished(async () => {
		await client.close({});
	});
	await client.connect();
	const call = (action: string, payload: Payload) => client.call(action, payload) as Promise<Payload>;
	return { client, call, violations };
}

const timestamp = new Date(noon).toISOString();
const later = new Date(noon + minuteMs).toISOString();

describe('answers and calls conform to the published schemas', () => {
	test('OCPP 1.6', async () => {
		const world = await openOcppWorld();
		const { client, call, violations } = await strictCharger(world, 'ocpp1.6');
		const commands: unknown[] = [];
		for (const action of ['RemoteStartTransaction', 'RemoteStopTransaction']) {
			client.handle(action, async ({ params }) => {
				commands.push(params);
				return { status: 'Accepted' };
			});
		}
		const boot = { chargePointVendor: 'Other', chargePointModel: 'Maker' };
		expect(await call('BootNotification', boot)).toMatchObject({ status: 'Accepted', currentTime: timestamp });
		expect(await call('Heartbeat', {})).toEqual({ currentTime: timestamp });
		expect(await call('Authorize', { idTag: 'card-1' })).toEqual({ idTagInfo: { status: 'Accepted' } });
		const status = { connectorId: 1, errorCode: 'NoError', status: 'Preparing', timestamp };
		expect(await call('StatusNotification', status)).toEqual({});
		const start = { connectorId: 1, idTag: 'card-1', meterStart: 10, timestamp };
		expect(await call('StartTransaction', start)).toEqual({
			transactionId: 1,
			idTagInfo: { status: 'Accepted' },
		});
		const meterValue = [{ timestamp: later, sampledValue: [{ value: '20', context: 'Sample.Clock' }] }];
		expect(await call('MeterValues', { connectorId: 1, transactionId: 1, meterValue })).toEqual({});
		const stop = { transactionId: 1, meterStop: 30, timestamp: later, reason: 'Local', transactionData: meterValue };
		expect(await call('StopTransaction', stop)).toEqual({});
		expect(await call('DataTransfer', { vendorId: 'x' })).toEqual({ status: 'UnknownVendorId' });
		expect(await call('FirmwareStatusNotification', { status: 'Idle' })).toEqual({});
		expect(await call('DiagnosticsStatusNotification', { status: 'Idle' })).toEqual({});

		const common = { chargerId: 'CP-16' };
		world.desk.commands.push(
			{ ...common, id: 'c1', action: 'start', evseId: 1, idTag: 'CARD-1', remoteStartId: 7 },
			{ ...common, id: 'c2', action: 'stop', transaction: { id: 1 } },
		);
		await expect.poll(() => world.desk.of('commandAnswered')).toEqual([true, true]);
		expect(commands).toEqual([{ connectorId: 1, idTag: 'CARD-1' }, { transactionId: 1 }]);
		expect(violations).toEqual([]);
	});

	test('OCPP 2.0.1', async () => {
		const world = await openOcppWorld();
		const { client, call, violations } = await strictCharger(world, 'ocpp2.0.1');
		const commands: unknown[] = [];
		for (const action of ['RequestStartTransaction', 'RequestStopTransaction']) {
			client.handle(action, async ({ params }) => {
				commands.push(params);
				return { status: 'Accepted' };
			});
		}
		const chargingStation = { vendorName: 'Other', model: 'Maker' };
		const boot = await call('BootNotification', { reason: 'PowerUp', chargingStation });
		expect(boot).toMatchObject({ status: 'Accepted', currentTime: timestamp });
		expect(await call('Heartbeat', {})).toEqual({ currentTime: timestamp });
		const idToken = { idToken: 'card-1', type: 'ISO14443' };
		expect(await call('Authorize', { idToken })).toEqual({ idTokenInfo: { status: 'Accepted' } });
		const status = { timestamp, connectorStatus: 'Occupied', evseId: 1, connectorId: 1 };
		expect(await call('StatusNotification', status)).toEqual({});
		const event = { timestamp, transactionInfo: { transactionId: 'T1' }, evse: { id: 1 } };
		const meterValue = [{ timestamp: later, sampledValue: [{ value: 20.5 }] }];
		const started = { ...event, eventType: 'Started', triggerReason: 'Authorized', seqNo: 0, idToken };
		expect(await call('TransactionEvent', started)).toEqual({ idTokenInfo: { status: 'Accepted' } });
		const updated = { ...event, eventType: 'Updated', triggerReason: 'MeterValuePeriodic', seqNo: 1, meterValue };
		expect(await call('TransactionEvent', updated)).toEqual({});
		const ended = { ...event, eventType: 'Ended', triggerReason: 'StopAuthorized', seqNo: 2, meterValue, idToken };
		expect(await call('TransactionEvent', ended)).toEqual({ idTokenInfo: { status: 'Accepted' } });
		expect(await call('MeterValues', { evseId: 1, meterValue })).toEqual({});
		const eventData = {
			eventId: 1,
			timestamp,
			trigger: 'Alerting',
			actualValue: 'x',
			eventNotificationType: 'HardWiredNotification',
		};
		const named = { component: { name: 'EVSE' }, variable: { name: 'Problem' } };
		const notified = { generatedAt: timestamp, seqNo: 0, eventData: [{ ...eventData, ...named }] };
		expect(await call('NotifyEvent', notified)).toEqual({});
		expect(await call('DataTransfer', { vendorId: 'x' })).toEqual({ status: 'UnknownVendorId' });
		expect(await call('SignCertificate', { csr: 'x' })).toEqual({ status: 'Rejected' });

		const common = { chargerId: 'CP-201' };
		world.desk.commands.push(
			{ ...common, id: 'c1', action: 'start', evseId: 1, idTag: 'CARD-1', remoteStartId: 7 },
			{ ...common, id: 'c2', action: 'stop', transaction: { text: 'T1' } },
		);
		await expect.poll(() => world.desk.of('commandAnswered')).toEqual([true, true]);
		expect(commands).toEqual([
			{ evseId: 1, idToken: { idToken: 'CARD-1', type: 'Central' }, remoteStartId: 7 },
			{ transactionId: 'T1' },
		]);
		expect(violations).toEqual([]);
	});
});
