import { describe, expect, test } from 'vitest';
import { operations } from './operations.ts';
import type { OperationName } from './operations.ts';
import { fillTopic, parseRequestTopic, replyFilter, replyTopic, requestTopic } from './topics.ts';

const names = Object.keys(operations) as OperationName[];

describe('operations', () => {
	test('the fifteen of the spec and Phase 0, each under its own name, with its own topics and action', () => {
		expect(names).toHaveLength(16);
		for (const name of names) expect(operations[name].name).toBe(name);
		for (const column of ['requestTopic', 'replyTopic', 'action'] as const) {
			expect(new Set(names.map((name) => operations[name][column])).size).toBe(16);
		}
	});

	test('the pattern of a reply is the first level of its topic', () => {
		for (const name of names) {
			expect(operations[name].replyTopic.split('/')[0]).toBe(operations[name].responsePattern);
		}
	});
});

describe('request topics', () => {
	test.each(names)('%s: what is built is parsed back', (name) => {
		expect(parseRequestTopic(requestTopic(name, 'SUB-8847-KE'))).toEqual({ operation: name, planId: 'SUB-8847-KE' });
	});

	test.each([
		'call/uxi/attendant/plan/p1/identify_customer',
		'emit/uxi/attendant/plan/p1/usage_report',
		'emit/uxi/attendant/plan/p1/unknown',
		'emit/uxi/attendant/plan/p1/constructor',
		'emit/uxi/attendant/plan//identify_customer',
		'emit/uxi/attendant/plan/p1/identify_customer/more',
		'echo/abs/service/plan/p1/identify_customer',
		'',
	])('%s requests nothing', (topic) => {
		expect(parseRequestTopic(topic)).toBeUndefined();
	});

	test.each(['a/b', '+', '#', ''])('a plan id cannot change the topic: %s', (planId) => {
		expect(() => fillTopic('echo/{plan_id}', planId)).toThrow(TypeError);
	});
});

test("a client's answers arrive under its own client id", () => {
	expect(replyFilter('tab-1')).toBe('reply/tab-1/#');
	expect(replyTopic('tab-1', 'validate_quota')).toBe('reply/tab-1/validate_quota');
});
