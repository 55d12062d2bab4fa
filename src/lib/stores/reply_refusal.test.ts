import { expect, test } from 'vitest';
import type { ReplyEnvelope } from '#lib/protocol/envelope.ts';
import { refusalOfReply } from './reply_refusal.ts';

function reply(data: Partial<ReplyEnvelope['data']>): ReplyEnvelope {
	const at = '2025-12-09T14:00:00.000Z';
	return {
		timestamp: at,
		plan_id: 'SUB-8847-KE',
		correlation_id: 'cor-1',
		actor: { type: 'agent', id: 'bss-agent-v2' },
		data: { plan_id: 'SUB-8847-KE', success: true, signals: [], metadata: {}, timestamp: at, ...data },
	};
}

test('what took effect is no refusal, a replay neither', () => {
	expect(refusalOfReply(reply({ signals: ['PAYMENT_AND_SERVICE_COMPLETED'] }))).toBeNull();
	expect(refusalOfReply(reply({ success: false, signals: ['IDEMPOTENT_OPERATION_DETECTED'] }))).toBeNull();
});

test('a refusal has the agent’s words and values', () => {
	const metadata = { reason: 'BATTERY_MISMATCH', message: 'Battery 100049 came back', params: { scanned: '100049' } };
	const signals = ['EQUIPMENT_DOES_NOT_BELONG', 'BATTERY_MISMATCH'];
	expect(refusalOfReply(reply({ success: false, signals, metadata }))).toEqual({
		code: 'BATTERY_MISMATCH',
		message: 'Battery 100049 came back',
		params: { scanned: '100049' },
	});
});

test('an error signal beside success wins, and a reply without a reason is named by its signal', () => {
	expect(refusalOfReply(reply({ signals: ['SECURITY_ALERT'] }))).toMatchObject({ code: 'SECURITY_ALERT' });
});
