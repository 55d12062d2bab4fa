import { describe, expect, test } from 'vitest';
import { replyTo } from '#lib/protocol/replies.ts';
import type { OperationName } from '#lib/protocol/operations.ts';
import { findAnswered } from './reply_matching.ts';
import type { ArrivedReply, WaitingRequest } from './reply_matching.ts';

const waitingFor = (operation: OperationName, ...ids: string[]): WaitingRequest[] =>
	ids.map((correlationId) => ({ operation, correlationId }));

const arrived = (operation: OperationName, id: string, more: Partial<ArrivedReply> = {}): ArrivedReply => {
	const request = { operation, planId: 'p1', correlationId: id, at: 0 };
	const reply = { ...replyTo(request, { success: true, signals: ['X'], metadata: {} }), correlation_id: id };
	return { reply, operation, correlationData: undefined, pattern: undefined, ...more };
};

const answered = (waiting: WaitingRequest[], reply: ArrivedReply) => findAnswered(waiting, reply)?.correlationId;

describe('whose reply it is', () => {
	test.each([
		['equal ids', { asked: 'att-1', id: 'att-1' }],
		['the suffix of the operation', { asked: 'att-1', id: 'att-1_abs_quota' }],
		['the suffix as the spec misprints it', { asked: 'att-1', id: 'att-1re_abs_identify' }],
		['a reply with the shorter id', { asked: 'att-txn-1_service', id: 'att-txn-1' }],
		['correlation data, whatever the payload says', { asked: 'att-1', id: 'other', correlationData: 'att-1' }],
		['correlation data with a suffix', { asked: 'att-1', id: 'x_abs_quota', correlationData: 'att-1_abs_quota' }],
	])('%s', (_, { asked, id, correlationData }: { asked: string; id: string; correlationData?: string }) => {
		const reply = arrived('validate_quota', id, { correlationData });
		expect(answered(waitingFor('validate_quota', asked), reply)).toBe(asked);
	});

	test.each([
		['another id', 'other', undefined],
		['nobody', '', ''],
		["another request's data that this id begins", 'att-10_abs_quota', 'att-10'],
	])('not %s', (_, id, correlationData) => {
		const reply = arrived('validate_quota', id, { correlationData });
		expect(answered(waitingFor('validate_quota', 'att-1'), reply)).toBeUndefined();
	});

	test('the longest id wins where one begins the other', () => {
		const waiting = waitingFor('validate_quota', 'att-1', 'att-10');
		expect(answered(waiting, arrived('validate_quota', 'att-10_abs_quota'))).toBe('att-10');
		expect(answered(waiting, arrived('validate_quota', 'att-1_abs_quota', { correlationData: 'att-1' }))).toBe('att-1');
	});

	test('the same id of another operation is another request', () => {
		expect(answered(waitingFor('validate_customer', 'att-1'), arrived('validate_quota', 'att-1'))).toBeUndefined();
	});
});

describe('an acknowledgement is not the reply', () => {
	const waiting = waitingFor('validate_quota', 'att-1');

	test('by its pattern', () => {
		expect(answered(waiting, arrived('validate_quota', 'att-1', { pattern: 'rtrn' }))).toBeUndefined();
		expect(answered(waiting, arrived('validate_quota', 'att-1', { pattern: 'echo' }))).toBe('att-1');
	});

	test('by its signal, where no pattern is given', () => {
		const reply = arrived('validate_quota', 'att-1');
		const data = { ...reply.reply.data, signals: ['SERVICE_QUOTA_VALIDATION_REQUESTED'] };
		expect(answered(waiting, { ...reply, reply: { ...reply.reply, data } })).toBeUndefined();
	});

	test('but an operation that is answered on rtrn has its reply there', () => {
		const reply = arrived('equipment_checkin', 'att-1', { pattern: 'rtrn' });
		expect(answered(waitingFor('equipment_checkin', 'att-1'), reply)).toBe('att-1');
	});
});
