import * as v from 'valibot';
import { expect, test } from 'vitest';
import { messages } from '#lib/protocol/messages.ts';
import { operations } from '#lib/protocol/operations.ts';
import { given } from '#lib/session/given.ts';
import { swap } from './kind.ts';
import { swapRequest } from './requests.ts';
import { begun, firstIssued, freshReading, identified, issued, oldReading, requested } from './swap_scenes.ts';

const tied = (version: number) => ({
	attendant_station: 'STATION_002',
	session_id: expect.any(String),
	session_version: version,
});

test('a code is asked for under its own plan, tied to session, version and station', () => {
	const { session } = given(swap, begun());
	const ask = { step: 'identify', input: { code: 'SUB-8847-KE', inputMode: 'scan' } } as const;
	expect(swapRequest(session, ask, 'cor-1')).toEqual({
		operation: 'identify_customer',
		planId: 'SUB-8847-KE',
		data: { qr_code_data: 'SUB-8847-KE', input_mode: 'scan', ...tied(session.version) },
	});
});

test('a code that cannot stand in a topic is asked for under a plan that nobody has', () => {
	const { session } = given(swap, begun());
	const ask = { step: 'identify', input: { code: 'https://example.org/#', inputMode: 'scan' } } as const;
	expect(swapRequest(session, ask, 'cor-1')).toMatchObject({
		planId: 'unknown',
		data: { qr_code_data: 'https://example.org/#' },
	});
});

test('the battery that came back is identified with its reading', () => {
	const { session } = given(swap, identified());
	expect(swapRequest(session, { step: 'take_back', input: { reading: oldReading } }, 'cor-1')).toEqual({
		operation: 'identify_equipment',
		planId: 'SUB-8847-KE',
		data: {
			equipment_id: oldReading.batteryId,
			reading: oldReading,
			...tied(session.version),
		},
	});
});

test('a covered swap reports the service alone, with the energy as the documents print it', () => {
	const { session } = given(swap, issued());
	expect(swapRequest(session, { step: 'complete', input: { payment: null } }, 'cor-1')).toEqual({
		operation: 'payment_and_service',
		planId: 'SUB-8847-KE',
		data: {
			service_data: {
				old_battery_id: oldReading.batteryId,
				new_battery_id: freshReading.batteryId,
				energy_transferred: 2.4,
			},
			...tied(session.version),
		},
	});
});

test('a first battery names no old one', () => {
	const { session } = given(swap, firstIssued());
	const request = swapRequest(session, { step: 'complete', input: { payment: null } }, 'cor-1');
	expect(request?.data['service_data']).toEqual({ new_battery_id: freshReading.batteryId, energy_transferred: 2.85 });
});

test('cash is referenced by the request itself, and the payment that settles hands over too', () => {
	const { session } = given(swap, requested());
	const payment = { method: 'CASH', amountMinor: 28_800, receipt: null } as const;
	const request = swapRequest(session, { step: 'complete', input: { payment } }, 'cor-1');
	expect(request?.data['payment_data']).toEqual({
		service_id: 'service-electricity-monthly',
		payment_amount: 288,
		payment_reference: 'CASH-cor-1',
		payment_method: 'CASH',
		payment_type: 'TOP_UP',
	});
	expect(request?.data).toHaveProperty('service_data');
});

test('a part of the price is recorded without handing over', () => {
	const { session } = given(swap, requested());
	const payment = { method: 'MPESA', amountMinor: 28_799, receipt: 'QGH7XK2M9P' } as const;
	const request = swapRequest(session, { step: 'complete', input: { payment } }, 'cor-1');
	expect(request?.data['payment_data']).toMatchObject({ payment_amount: 287.99, payment_reference: 'QGH7XK2M9P' });
	expect(request?.data).not.toHaveProperty('service_data');
});

test('the same ask under the same id is the same request', () => {
	const { session } = given(swap, requested());
	const ask = { step: 'complete', input: { payment: { method: 'CASH', amountMinor: 100, receipt: null } } } as const;
	expect(JSON.stringify(swapRequest(session, ask, 'cor-1'))).toBe(JSON.stringify(swapRequest(session, ask, 'cor-1')));
});

test.each([
	{ step: 'issue', input: { reading: freshReading } },
	{ step: 'review', input: {} },
	{ step: 'push', input: { phone: null } },
	{ step: 'reopen_issue', input: {} },
	{ step: 'reopen_return', input: {} },
	{ step: 'cancel', input: { reason: 'Started by mistake' } },
] as const)('$step goes by command', (ask) => {
	expect(swapRequest(given(swap, issued()).session, ask, 'cor-1')).toBeNull();
});

const cash = { method: 'CASH', amountMinor: 28_800, receipt: null } as const;

test.each([
	[begun(), { step: 'identify', input: { code: 'SUB-8847-KE', inputMode: 'search' } }],
	[identified(), { step: 'take_back', input: { reading: oldReading } }],
	[identified(), { step: 'take_back', input: { reading: { ...oldReading, source: 'manual' } } }],
	[issued(), { step: 'complete', input: { payment: null } }],
	[requested(), { step: 'complete', input: { payment: cash } }],
] as const)('the agent can read what is asked of it (%#)', (scene, ask) => {
	const request = swapRequest(given(swap, scene).session, ask, 'cor-1');
	if (!request) throw new Error(`${ask.step} asks nothing of the agent`);
	const data = { ...request.data, action: operations[request.operation].action };
	expect(v.safeParse(messages[request.operation].data, data).issues).toBeUndefined();
});
