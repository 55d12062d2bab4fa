import { describe, expect, test } from 'vitest';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { moneyAddsUp, moneyBalances } from './balances.ts';
import { dueAfter } from './due.ts';
import { payDue } from './pay_due.ts';

const deposit = {
	paymentId: 'p1',
	method: 'MPESA',
	reference: 'R1',
	paymentType: 'DEPOSIT',
	verification: 'receipt',
	amountMinor: 150_000,
} as const;
const unsigned = { ...samplePlan, serviceState: 'INITIAL', paymentState: 'INITIAL', dueMinor: 150_000 } as const;

function bucketsOf(paid: ReturnType<typeof payDue>) {
	const sums = moneyBalances(paid.moves.filter((move) => move.ledger === 'money'));
	expect(moneyAddsUp(sums)).toBe(true);
	return sums;
}

describe('the deposit of a new plan', () => {
	test('signs the contract and pays for the plan', () => {
		const paid = payDue(unsigned, deposit, 'k');
		expect(paid.planInputs).toEqual(['CONTRACT_SIGNED', 'DEPOSIT_PAID']);
		expect(bucketsOf(paid)).toMatchObject({ captured: 150_000, service: 150_000, refund_due: 0, quota: 0 });
		expect(dueAfter(unsigned, paid.moves, paid.planInputs)).toBeNull();
	});

	test('in parts signs nothing until the rest is there', () => {
		const part = payDue(unsigned, { ...deposit, amountMinor: 100_000 }, 'k');
		expect(part.planInputs).toEqual([]);
		const dueMinor = dueAfter(unsigned, part.moves, part.planInputs);
		expect(dueMinor).toBe(50_000);
		const rest = payDue({ ...unsigned, dueMinor }, { ...deposit, paymentId: 'p2', amountMinor: 50_000 }, 'k2');
		expect(rest.planInputs).toEqual(['CONTRACT_SIGNED', 'DEPOSIT_PAID']);
	});

	test('beyond what is due is to be given back', () => {
		const paid = payDue(unsigned, { ...deposit, amountMinor: 160_000 }, 'k');
		expect(bucketsOf(paid)).toMatchObject({ service: 150_000, refund_due: 10_000 });
	});
});

test('a renewal clears an overdue plan', () => {
	const overdue = { ...samplePlan, paymentState: 'OVERDUE', dueMinor: 300_000 } as const;
	const paid = payDue(overdue, { ...deposit, paymentType: 'RENEWAL', amountMinor: 300_000 }, 'k');
	expect(paid.planInputs).toEqual(['RENEWAL_PAID']);
	expect(dueAfter(overdue, paid.moves, paid.planInputs)).toBeNull();
});

test('a top-up pays nothing of what is due', () => {
	const due = { ...samplePlan, paymentState: 'RENEWAL_DUE', dueMinor: 300_000 } as const;
	const topUp = payDue(due, { ...deposit, paymentType: 'TOP_UP' }, 'k');
	expect(topUp.planInputs).toEqual([]);
	expect(dueAfter(due, topUp.moves, topUp.planInputs)).toBe(300_000);
});
