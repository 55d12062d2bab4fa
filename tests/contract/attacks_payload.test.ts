import { describe, expect, test } from 'vitest';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { brokerKinds } from './broker_harness.ts';
import { topUp, useAttackWorld, type Sent } from './use_attack_world.ts';

const sql = "x'; DROP TABLE plans; UPDATE plan_services SET used_milli = 0; --";
const actor = { type: 'attendant', id: 'attendant-789' };

/** A whole request as text, of which one spot can be spelled in a way that no serialiser would. */
const text = (data: string, more = '') =>
	`{"plan_id":"${samplePlan.planId}","correlation_id":"text-1","actor":${JSON.stringify(actor)},${more}"data":{"action":"REPORT_PAYMENT_AND_SERVICE_COMPLETION",${data}}}`;

const payment = (amount: string, more = '') =>
	`"payment_data":{"service_id":"service-electricity-monthly","payment_reference":"TEXT-1","payment_method":"MPESA","payment_amount":${amount}${more}}`;

const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

const paying = (change: Readonly<Record<string, unknown>>): Sent => ({
	data: { ...topUp, payment_data: { ...topUp.payment_data, ...change } },
});

/** Requests that cannot be read down to their envelope: dead letters. */
const unreadable: readonly (readonly [string, Sent, string])[] = [
	['bytes that are no UTF-8', { payload: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) }, 'REQUEST_NOT_JSON'],
	['nothing', { payload: '' }, 'REQUEST_NOT_JSON'],
	['NUL bytes', { payload: Buffer.alloc(64) }, 'REQUEST_NOT_JSON'],
	['a request that breaks off', { payload: text(payment('120')).slice(0, -7) }, 'REQUEST_NOT_JSON'],
	['two requests in one', { payload: text(payment('120')).repeat(2) }, 'REQUEST_NOT_JSON'],
	['NaN', { payload: text(payment('NaN')) }, 'REQUEST_NOT_JSON'],
	['Infinity', { payload: text(payment('Infinity')) }, 'REQUEST_NOT_JSON'],
	['a hexadecimal number', { payload: text(payment('0x78')) }, 'REQUEST_NOT_JSON'],
	['a list', { payload: '[]' }, 'SERVICE_PLAN_ID_MISSING'],
	['a text', { payload: '"request"' }, 'INVALID_REQUEST'],
	['null', { payload: 'null' }, 'INVALID_REQUEST'],
	['33 levels', { payload: text(`"x":${nested(31)},${payment('120')}`) }, 'REQUEST_TOO_DEEP'],
	['10,000 levels', { payload: text(`"x":${nested(10_000)},${payment('120')}`) }, 'REQUEST_TOO_DEEP'],
	['30,000 levels and no end', { payload: '['.repeat(30_000) }, 'REQUEST_NOT_JSON'],
	[
		'__proto__ in the envelope',
		{ payload: text(payment('120'), '"__proto__":{"trusted":true},') },
		'REQUEST_KEY_FORBIDDEN',
	],
	[
		'__proto__ in the data',
		{ payload: text(`"__proto__":{"session_id":"x"},${payment('120')}`) },
		'REQUEST_KEY_FORBIDDEN',
	],
	['an escaped __proto__', { payload: text(payment('120', ',"\\u005f_proto__":{"a":1}')) }, 'REQUEST_KEY_FORBIDDEN'],
	[
		'constructor.prototype',
		{ payload: text(`"constructor":{"prototype":{"trusted":true}},${payment('120')}`) },
		'REQUEST_KEY_FORBIDDEN',
	],
	[
		'a plan that the topic does not name',
		{ payload: text(payment('120')).replace(samplePlan.planId, 'SUB-9') },
		'INVALID_REQUEST',
	],
	[
		'an action that the topic does not ask for',
		{ operation: 'validate_quota', payload: text(payment('120')) },
		'INVALID_REQUEST',
	],
	['a NUL in the correlation id', { correlationId: 'a\0b' }, 'INVALID_REQUEST'],
	['a lone surrogate in the correlation id', { correlationId: 'a\ud800b' }, 'INVALID_REQUEST'],
	['a correlation id without end', { correlationId: 'c'.repeat(10_000) }, 'INVALID_REQUEST'],
	['SQL for a plan', { payload: text(payment('120')).replace(samplePlan.planId, sql) }, 'INVALID_REQUEST'],
	['30 February', { payload: text(payment('120'), '"timestamp":"2026-02-30T10:00:00Z",') }, 'INVALID_REQUEST'],
];

/** Topics on which nothing is asked: dead letters without an answer. */
const topics: readonly (readonly [string, string])[] = [
	['an operation that there is not', 'call/uxi/attendant/plan/SUB-8847-KE/drop_tables'],
	['an operation named after what objects inherit', 'call/uxi/attendant/plan/SUB-8847-KE/constructor'],
	['an operation of the other verb', 'emit/uxi/attendant/plan/SUB-8847-KE/validate_quota'],
	['SQL for a plan', `call/uxi/attendant/plan/${sql.replaceAll('/', '')}/validate_quota`],
	['an empty plan', 'call/uxi/attendant/plan//validate_quota'],
	['dots for a plan', 'call/uxi/attendant/plan/../validate_quota'],
	['an encoded wildcard for a plan', 'call/uxi/attendant/plan/%2B/validate_quota'],
];

/** Requests in good order that ask for what there is not; the word is among the reply's signals, and nothing is recorded. */
const declined: readonly (readonly [string, Sent, string])[] = [
	['1e999 shillings', { payload: text(payment('1e999')) }, 'PAYMENT_AMOUNT_INVALID'],
	['-0 shillings', { payload: text(payment('-0')) }, 'PAYMENT_AMOUNT_INVALID'],
	['minus one shilling', paying({ payment_amount: -1 }), 'PAYMENT_AMOUNT_INVALID'],
	['2^53 shillings', paying({ payment_amount: 2 ** 53 }), 'PAYMENT_AMOUNT_INVALID'],
	['a sum that text spells', paying({ payment_amount: '120' }), 'PAYMENT_AMOUNT_INVALID'],
	['a list of sums', paying({ payment_amount: [120] }), 'PAYMENT_AMOUNT_INVALID'],
	['a lone surrogate for a reference', paying({ payment_reference: '\udfff' }), 'PAYMENT_REFERENCE_MISSING'],
	['a NUL in a reference', paying({ payment_reference: 'A\0B' }), 'PAYMENT_REFERENCE_MISSING'],
	['SQL for a service', paying({ service_id: sql }), 'PAYMENT_SERVICE_ID_MISSING'],
	['a service named after what objects inherit', paying({ service_id: 'constructor' }), 'SERVICE_NOT_ON_PLAN'],
	['SQL for a payment type', paying({ payment_type: "TOP_UP' OR 1=1 --" }), 'PAYMENT_TYPE_NOT_ALLOWED'],
	['SQL for a session', { data: { ...topUp, session_id: sql } }, 'INVALID_REQUEST'],
	['an object for a session', { data: { ...topUp, session_id: { $ne: null } } }, 'INVALID_REQUEST'],
	['SQL for a customer’s code', { operation: 'identify_customer', data: { qr_code_data: sql } }, 'CUSTOMER_NOT_FOUND'],
	[
		'a wildcard for a customer’s code',
		{ operation: 'identify_customer', data: { qr_code_data: '%' } },
		'CUSTOMER_NOT_FOUND',
	],
	['SQL for a battery', { operation: 'identify_equipment', data: { equipment_id: sql } }, 'EQUIPMENT_ID_MISSING'],
	['a plan that there is not', { planId: 'SUB-9', operation: 'validate_quota', data: {} }, 'VALIDATE_QUOTA_FAILED'],
];

describe.each(brokerKinds)('payloads that lie in wait, over %s', (kind) => {
	const { openTab, send, harmless } = useAttackWorld(kind);

	test.each(unreadable)('%s: told, buried and harmless', async (_, sent, reason) => {
		const tab = await openTab('attendant-789');
		const { letters, audit } = await harmless(async () => {
			const reply = await send(tab, sent);
			expect(reply?.data.success).toBe(false);
		});
		expect(audit).toEqual([]);
		expect(letters).toMatchObject([{ reason, origin: tab.credential.clientId, status: 'open' }]);
	});

	test.each(topics)('%s: buried without an answer', async (_, topic) => {
		const tab = await openTab('attendant-789');
		const { letters } = await harmless(async () => {
			expect(await send(tab, { topic })).toBeNull();
		});
		expect(letters).toMatchObject([{ reason: 'NO_SUCH_OPERATION', topic, origin: tab.credential.clientId }]);
	});

	test.each(declined)('%s: declined and harmless', async (_, sent, signal) => {
		const tab = await openTab('attendant-789');
		const { letters } = await harmless(async () => {
			const reply = await send(tab, sent);
			expect(reply?.data).toMatchObject({ success: false, signals: expect.arrayContaining([signal]) as string[] });
		});
		expect(letters).toEqual([]);
	});

	test('a key that stands twice speaks with its last value alone', async () => {
		const tab = await openTab('attendant-789');
		const twice = (first: string, last: string) =>
			text(payment('120')).replace(/"actor":\{[^}]*\}/, `"actor":{"type":"attendant","id":"${first}","id":"${last}"}`);
		const { audit } = await harmless(async () => {
			const reply = await send(tab, { payload: twice('attendant-789', 'attendant-790') });
			expect(reply?.data.signals).toEqual(['SECURITY_ALERT']);
		});
		expect(audit).toMatchObject([{ actor_id: 'attendant-789' }]);
	});

	test('what was refused for its form is what goes through in good form', async () => {
		const tab = await openTab('attendant-789');
		expect(await send(tab, { payload: text(`"x":${nested(30)},${payment('120')}`) })).toMatchObject({
			data: { success: true },
		});
	});
});
