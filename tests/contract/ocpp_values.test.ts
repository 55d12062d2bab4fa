import { expect, test } from 'vitest';
import { minuteMs, noon, openOcppWorld } from './ocpp_world.ts';

const iso = (at: number) => new Date(at).toISOString();
const later = noon - minuteMs;

/** What the desk is told of one `MeterValues` with these samples. */
async function told16(...sampledValue: unknown[]) {
	const world = await openOcppWorld();
	const raw = await world.rawCharger('ocpp1.6');
	const meterValue = [{ timestamp: iso(later), sampledValue }];
	expect(await raw.exchange([2, 'a', 'MeterValues', { connectorId: 1, transactionId: 7, meterValue }])).toEqual([
		3,
		'a',
		{},
	]);
	const [taken] = world.desk.of('readingsTaken') as { readings: unknown[] }[];
	return taken?.readings ?? [];
}

async function told201(...sampledValue: unknown[]) {
	const world = await openOcppWorld();
	const raw = await world.rawCharger('ocpp2.0.1');
	const meterValue = [{ timestamp: iso(later), sampledValue }];
	expect(await raw.exchange([2, 'a', 'MeterValues', { evseId: 1, meterValue }])).toEqual([3, 'a', {}]);
	const [taken] = world.desk.of('readingsTaken') as { readings: unknown[] }[];
	return taken?.readings ?? [];
}

const nothing = { at: later, registerWh: null, powerW: null, socPercent: null };
const power = { measurand: 'Power.Active.Import' };

test.each([
	['a register without names', [{ value: '1234' }], { registerWh: 1234 }],
	['kWh', [{ value: '12.3456', unit: 'kWh' }], { registerWh: 12_346 }],
	['kW', [{ ...power, value: '7.4', unit: 'kW' }], { powerW: 7400 }],
	['a state of charge', [{ value: '54.5', measurand: 'SoC', unit: 'Percent', location: 'EV' }], { socPercent: 54.5 }],
	['a number that is no text', [{ value: 1234 }], { registerWh: 1234 }],
	['three phases', ['L1', 'L2', 'L3-N'].map((phase) => ({ ...power, value: '1000.4', phase })), { powerW: 3001 }],
	[
		'all phases together, and each',
		[
			{ ...power, value: '999', phase: 'L1' },
			{ ...power, value: '3000' },
		],
		{ powerW: 3000 },
	],
	[
		'measurands that nobody needs',
		[{ value: '230', measurand: 'Voltage', unit: 'V' }, { value: '5' }, { value: '6', measurand: 'Vendor.Own' }],
		{ registerWh: 5 },
	],
	['a sample that is broken beside one that is not', [null, 7, { value: '5' }], { registerWh: 5 }],
	[
		'the grid’s side',
		[
			{ value: '9', location: 'Inlet' },
			{ value: '5', location: 'Outlet' },
		],
		{ registerWh: 5 },
	],
])('OCPP 1.6: %s', async (_, samples, reading) => {
	expect(await told16(...samples)).toEqual([{ ...nothing, ...reading }]);
});

test.each(['NaN', 'Infinity', '-Infinity', '', ' ', '0x10', '1e999', '-1', '9'.repeat(400), 'twelve', null, {}, true])(
	'OCPP 1.6: %s is no reading',
	async (value) => {
		expect(await told16({ value })).toEqual([]);
	},
);

test.each([{ format: 'SignedData' }, { unit: 'varh' }, { measurand: 'SoC', unit: 'kWh' }, { unit: 7 }])(
	'OCPP 1.6: a value with %j is no reading',
	async (odd) => {
		expect(await told16({ value: '5', ...odd })).toEqual([]);
	},
);

test.each([
	['a register without names', [{ value: 1234 }], { registerWh: 1234 }],
	['a multiplier', [{ value: 12.3456, unitOfMeasure: { unit: 'Wh', multiplier: 3 } }], { registerWh: 12_346 }],
	['a multiplier below', [{ ...power, value: 74_000, unitOfMeasure: { unit: 'W', multiplier: -1 } }], { powerW: 7400 }],
	['kWh', [{ value: 1.5, unitOfMeasure: { unit: 'kWh' } }], { registerWh: 1500 }],
	['a state of charge', [{ value: 54.5, measurand: 'SoC', location: 'EV' }], { socPercent: 54.5 }],
	['three phases', ['L1', 'L2', 'L3'].map((phase) => ({ ...power, value: 1000, phase })), { powerW: 3000 }],
])('OCPP 2.0.1: %s', async (_, samples, reading) => {
	expect(await told201(...samples)).toEqual([{ ...nothing, ...reading }]);
});

test.each([
	{ value: -5 },
	{ value: 5, unitOfMeasure: { multiplier: 99 } },
	{ value: 5, unitOfMeasure: { unit: 'V' } },
	{},
])('OCPP 2.0.1: %j is no reading', async (sample) => {
	expect(await told201(sample)).toEqual([]);
});

test('a number beyond all numbers is no reading', async () => {
	const world = await openOcppWorld();
	const raw = await world.rawCharger('ocpp2.0.1');
	const sample = '[{"sampledValue":[{"value":1e999}]}]';
	expect(await raw.exchange(`[2,"a","MeterValues",{"evseId":1,"meterValue":${sample}}]`)).toEqual([3, 'a', {}]);
	expect(world.desk.of('readingsTaken')).toEqual([]);
});

test('begin and end of a transaction in one stop are two readings, and its own register counts', async () => {
	const world = await openOcppWorld();
	const raw = await world.rawCharger('ocpp1.6');
	const sampledValue = [
		{ value: '9000', context: 'Transaction.End' },
		{ value: '1000', context: 'Transaction.Begin' },
	];
	await raw.exchange([
		2,
		'a',
		'StopTransaction',
		{
			transactionId: 7,
			meterStop: 9001.4,
			timestamp: iso(later),
			reason: 'EVDisconnected',
			transactionData: [{ timestamp: iso(later), sampledValue }],
		},
	]);
	expect(world.desk.of('transactionEnded')).toEqual([
		{
			transaction: { id: 7 },
			evseId: null,
			idTag: null,
			registerWh: 9001,
			at: later,
			stamp: iso(later),
			reason: 'EVDisconnected',
			readings: [
				{ ...nothing, registerWh: 1000 },
				{ ...nothing, registerWh: 9000 },
			],
		},
	]);
});

test('an end of OCPP 2.0.1 bears the register of its end, whatever else stands in it', async () => {
	const world = await openOcppWorld();
	const raw = await world.rawCharger('ocpp2.0.1');
	const value = (at: number, context: string, wh: number) => ({
		timestamp: iso(at),
		sampledValue: [{ value: wh, context }],
	});
	await raw.exchange([
		2,
		'a',
		'TransactionEvent',
		{
			eventType: 'Ended',
			timestamp: iso(later),
			triggerReason: 'EVDeparted',
			seqNo: 3,
			transactionInfo: { transactionId: 'T', stoppedReason: 'Local' },
			meterValue: [value(later, 'Transaction.End', 5000), value(later - 1, 'Transaction.Begin', 100)],
		},
	]);
	expect(world.desk.of('transactionEnded')).toMatchObject([{ registerWh: 5000, readings: [{}, {}] }]);
});

test('what is odd in a message of a transaction does not keep the transaction from the desk', async () => {
	const world = await openOcppWorld();
	const raw = await world.rawCharger('ocpp1.6');
	const start = { connectorId: 1, idTag: 'ü\u0000', meterStart: 'NaN', timestamp: 'yesterday' };
	expect(await raw.exchange([2, 'a', 'StartTransaction', start])).toEqual([
		3,
		'a',
		{ transactionId: 1, idTagInfo: { status: 'Invalid' } },
	]);
	const stop = { transactionId: 1, meterStop: -4, transactionData: 'none', reason: 5 };
	expect(await raw.exchange([2, 'b', 'StopTransaction', stop])).toEqual([3, 'b', {}]);
	expect(world.desk.of('transactionBegan')).toMatchObject([{ idTag: null, registerWh: null, at: noon }]);
	expect(world.desk.of('transactionEnded')).toMatchObject([{ registerWh: null, at: noon, reason: null, readings: [] }]);
});

test('a tag that comes after the cable tells the begin again with it', async () => {
	const world = await openOcppWorld();
	const raw = await world.rawCharger('ocpp2.0.1');
	const event = (eventType: string, more: object) => [
		2,
		eventType,
		'TransactionEvent',
		{
			eventType,
			timestamp: iso(later),
			triggerReason: 'CablePluggedIn',
			seqNo: 0,
			transactionInfo: { transactionId: 'T' },
			evse: { id: 1 },
			...more,
		},
	];
	expect(await raw.exchange(event('Started', {}))).toEqual([3, 'Started', {}]);
	const idToken = { idToken: 'card-1', type: 'Central' };
	const transactionInfo = { transactionId: 'T', remoteStartId: 5 };
	expect(await raw.exchange(event('Updated', { idToken, transactionInfo }))).toEqual([
		3,
		'Updated',
		{ idTokenInfo: { status: 'Accepted' } },
	]);
	expect(world.desk.of('transactionBegan')).toMatchObject([
		{ text: 'T', idTag: null, remoteStartId: null },
		{ text: 'T', idTag: 'CARD-1', remoteStartId: 5 },
	]);
});

test('values outside of transactions name none', async () => {
	const world = await openOcppWorld();
	const raw = await world.rawCharger('ocpp1.6');
	const meterValue = [{ timestamp: iso(later), sampledValue: [{ value: '5' }] }];
	for (const transactionId of [undefined, null, 0, -1]) {
		await raw.exchange([2, 'a', 'MeterValues', { connectorId: 1, transactionId, meterValue }]);
	}
	expect(world.desk.of('readingsTaken')).toEqual(
		Array(4).fill({ transaction: null, evseId: 1, readings: [{ ...nothing, registerWh: 5 }] }),
	);
});
