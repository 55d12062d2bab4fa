import { expect, test } from 'vitest';
import { dueReasons } from './money_reason.ts';

test('tells money of a session that ended from money that came late and from what was paid too much', () => {
	const ended = ['att-sess-1/ended/pay-1/+refund_due'];
	expect(dueReasons(ended, 'cancelled')).toEqual(['session_cancelled']);
	expect(dueReasons(ended, 'expired')).toEqual(['session_expired']);
	expect(dueReasons(ended, 'no_show')).toEqual(['session_no_show']);
	expect(dueReasons(ended, null)).toEqual(['session_ended']);
	expect(dueReasons(['pay/int-1/late/refund_due'], 'cancelled')).toEqual(['arrived_late']);
	expect(dueReasons(['cor-1/payment/refund_due'], 'completed')).toEqual(['overpaid']);
});

test('names each reason once', () => {
	const keys = ['cor-1/payment/refund_due', 's/ended/p/+refund_due', 'cor-2/payment/refund_due'];
	expect(dueReasons(keys, 'expired')).toEqual(['overpaid', 'session_expired']);
});
