import * as v from 'valibot';
import { expect, test } from 'vitest';
import { messages } from '#lib/protocol/messages.ts';
import { operations } from '#lib/protocol/operations.ts';
import { given } from '#lib/session/given.ts';
import type { SaleAsk } from './asks.ts';
import { sale } from './kind.ts';
import { saleRequest } from './requests.ts';
import { bound, firstReading, ordered, planId, planned, type SaleScene } from './sale_scenes.ts';

const sessionOf = (scene: SaleScene) => given(sale, scene).session;
const cash = { method: 'CASH', amountMinor: 500_000, receipt: null } as const;
const tied = (scene: SaleScene) => ({
	attendant_station: 'STATION_002',
	session_id: sessionOf(scene).id,
	session_version: sessionOf(scene).version,
});

test('a payment is for the order as a whole, under the plan that came into being with it', () => {
	const request = saleRequest(sessionOf(ordered()), { step: 'complete', input: { payment: cash } }, 'cor-1');
	expect(request).toEqual({
		operation: 'payment_and_service',
		planId,
		data: {
			payment_data: {
				service_id: 'order',
				payment_amount: 5000,
				payment_reference: 'CASH-cor-1',
				payment_method: 'CASH',
				payment_type: 'DEPOSIT',
			},
			...tied(ordered()),
		},
	});
});

test('the hand-over names the first battery with its energy, and no old one', () => {
	const request = saleRequest(sessionOf(bound()), { step: 'complete', input: { payment: null } }, 'cor-1');
	expect(request?.data).toEqual({
		service_data: { new_battery_id: firstReading.batteryId, energy_transferred: 2.54 },
		...tied(bound()),
	});
});

test.each([
	[ordered(), { step: 'complete', input: { payment: cash } }],
	[bound(), { step: 'complete', input: { payment: null } }],
] as const)('the agent can read what is asked of it (%#)', (scene, ask) => {
	const request = saleRequest(sessionOf(scene), ask, 'cor-1');
	if (!request) throw new Error(`${ask.step} asks nothing of the agent`);
	const data = { ...request.data, action: operations[request.operation].action };
	expect(v.safeParse(messages[request.operation].data, data).issues).toBeUndefined();
});

test.each<SaleAsk>([
	{ step: 'choose_package', input: { packageId: 'pkg-101' } },
	{ step: 'place_order', input: {} },
	{ step: 'push', input: { phone: null } },
	{ step: 'bind_battery', input: { reading: firstReading } },
	{ step: 'reopen_plan', input: {} },
	{ step: 'cancel', input: { reason: 'Started by mistake' } },
])('$step goes by command', (ask) => {
	expect(saleRequest(sessionOf(planned()), ask, 'cor-1')).toBeNull();
});
