import { describe, expect, test } from 'vitest';
import type { OperationName } from './operations.ts';
import { parseRequest } from './parse_request.ts';
import type { ParseRequestOptions } from './parse_request.ts';
import { specRequests, specServiceRetry } from './spec_examples.ts';

const newCorrelationId = () => 'generated-1';
const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (value: unknown, options: Partial<ParseRequestOptions> = {}) =>
	parseRequest(bytes(typeof value === 'string' ? value : JSON.stringify(value)), { newCorrelationId, ...options });

describe('what the spec prints', () => {
	test.each(Object.keys(specRequests) as OperationName[])('%s is read as it stands', (operation) => {
		const request = specRequests[operation];
		const topic = { operation, planId: request.plan_id };
		expect(parse(request, { topic })).toEqual({ ok: true, value: request });
	});

	test('the retry without timestamp and actor has null for both', () => {
		expect(parse(specServiceRetry)).toMatchObject({ ok: true, value: { timestamp: null, actor: null } });
	});
});

describe('correlation id', () => {
	test.each([undefined, null, ''])('is made where the request has %j', (correlation_id) => {
		const request = { ...specRequests.payment_and_service, correlation_id };
		expect(parse(request)).toMatchObject({ ok: true, value: { correlation_id: 'generated-1' } });
	});

	test('is told in a refusal, so that it can be answered', () => {
		const refused = parse({ ...specRequests.validate_quota, data: {} });
		expect(refused).toMatchObject({ code: 'INVALID_REQUEST', params: { correlation_id: 'att-quota-val-001' } });
	});
});

describe('refusals', () => {
	const request = specRequests.validate_quota;
	const deep = (levels: number) => `${'[['.repeat(levels / 2)}${']]'.repeat(levels / 2)}`;

	test.each([
		['no plan', { ...request, plan_id: undefined }, 'SERVICE_PLAN_ID_MISSING'],
		['an empty plan', { ...request, plan_id: '' }, 'SERVICE_PLAN_ID_MISSING'],
		['a plan with a slash', { ...request, plan_id: 'a/b' }, 'INVALID_REQUEST'],
		['no data', { ...request, data: null }, 'INVALID_REQUEST'],
		['no object', '42', 'INVALID_REQUEST'],
		['null', 'null', 'INVALID_REQUEST'],
		['30 February', { ...request, timestamp: '2025-02-30T09:00:00Z' }, 'INVALID_REQUEST'],
		['a broken character', { ...request, correlation_id: '\ud800' }, 'INVALID_REQUEST'],
		['no JSON', '{', 'REQUEST_NOT_JSON'],
		['nothing', '', 'REQUEST_NOT_JSON'],
		['an own __proto__', '{"plan_id":"p","data":{"__proto__":{"a":1}}}', 'REQUEST_KEY_FORBIDDEN'],
		['a constructor', { ...request, data: { action: 'A', x: [{ constructor: 1 }] } }, 'REQUEST_KEY_FORBIDDEN'],
		['34 levels', deep(34), 'REQUEST_TOO_DEEP'],
		['30,000 levels', deep(30_000), 'REQUEST_TOO_DEEP'],
		['more than 64 KiB', { ...request, x: 'a'.repeat(65_536) }, 'REQUEST_TOO_LARGE'],
	])('%s', (_, value, code) => {
		expect(parse(value)).toMatchObject({ ok: false, code });
	});

	test('bytes that are not UTF-8', () => {
		expect(parseRequest(Uint8Array.of(0x22, 0xff, 0x22), { newCorrelationId })).toMatchObject({
			code: 'REQUEST_NOT_JSON',
		});
	});

	test('32 levels are enough, and one more is refused', () => {
		const nested = (levels: number) => ({
			...request,
			data: { ...request.data, x: JSON.parse(deep(levels)) as unknown },
		});
		expect(parse(nested(30))).toMatchObject({ ok: true });
		expect(parse(nested(32))).toMatchObject({ code: 'REQUEST_TOO_DEEP' });
	});

	test('a plan or action that the topic contradicts', () => {
		const topic = { operation: 'validate_quota', planId: 'service-plan-basic-newest-c' } as const;
		expect(parse(request, { topic: { ...topic, planId: 'other' } })).toMatchObject({ code: 'INVALID_REQUEST' });
		expect(parse(request, { topic: { ...topic, operation: 'validate_customer' } })).toMatchObject({
			code: 'INVALID_REQUEST',
		});
	});
});
