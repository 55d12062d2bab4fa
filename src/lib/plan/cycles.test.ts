import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	advanceCycles,
	paymentCycle,
	paymentInputs,
	paymentStanding,
	serviceCycle,
	type PaymentState,
	type PlanInput,
	type ServiceState,
} from './cycles.ts';

const inputs: readonly PlanInput[] = [
	'CONTRACT_SIGNED',
	'DEPOSIT_PAID',
	'RENEWAL_PAID',
	'FINAL_PAID',
	'PERIOD_ENDED',
	'GRACE_ENDED',
	'BATTERY_ISSUED',
	'BATTERY_RETURNED',
	'BATTERY_LOST',
	'CONTRACT_ENDED',
];

const start = { serviceState: 'INITIAL', paymentState: 'INITIAL' } as const;

describe('the two cycles of a plan', () => {
	test('from the contract to its end', () => {
		const life: [PlanInput, ServiceState, PaymentState][] = [
			['CONTRACT_SIGNED', 'WAIT_BATTERY_ISSUE', 'DEPOSIT_DUE'],
			['DEPOSIT_PAID', 'WAIT_BATTERY_ISSUE', 'CURRENT'],
			['BATTERY_ISSUED', 'BATTERY_ISSUED', 'CURRENT'],
			['BATTERY_RETURNED', 'BATTERY_RETURNED', 'CURRENT'],
			['BATTERY_ISSUED', 'BATTERY_ISSUED', 'CURRENT'],
			['PERIOD_ENDED', 'BATTERY_ISSUED', 'RENEWAL_DUE'],
			['GRACE_ENDED', 'BATTERY_ISSUED', 'OVERDUE'],
			['RENEWAL_PAID', 'BATTERY_ISSUED', 'CURRENT'],
			['BATTERY_RETURNED', 'BATTERY_RETURNED', 'CURRENT'],
			['CONTRACT_ENDED', 'COMPLETE', 'FINAL_DUE'],
			['FINAL_PAID', 'COMPLETE', 'COMPLETE'],
		];
		let at: { serviceState: ServiceState; paymentState: PaymentState } = start;
		for (const [input, serviceState, paymentState] of life) {
			at = advanceCycles(at, [input]);
			expect(at).toEqual({ serviceState, paymentState });
		}
	});

	test('a lost battery is the end of the service', () => {
		const lost = advanceCycles({ serviceState: 'BATTERY_ISSUED', paymentState: 'CURRENT' }, ['BATTERY_LOST']);
		expect(lost.serviceState).toBe('BATTERY_LOST');
		expect(advanceCycles(lost, ['BATTERY_ISSUED', 'BATTERY_RETURNED'])).toEqual(lost);
	});

	test('nothing is issued without a contract', () => {
		expect(advanceCycles(start, ['BATTERY_ISSUED', 'BATTERY_RETURNED', 'RENEWAL_PAID'])).toEqual(start);
	});

	test('any inputs end in states that exist, and each state can be reached', () => {
		const reached = new Set<string>();
		const property = fc.property(fc.array(fc.constantFrom(...inputs), { maxLength: 12 }), (list) => {
			const { serviceState, paymentState } = advanceCycles(start, list);
			expect(Object.keys(serviceCycle)).toContain(serviceState);
			expect(Object.keys(paymentCycle)).toContain(paymentState);
			reached.add(`service ${serviceState}`).add(`payment ${paymentState}`);
		});
		fc.assert(property, { numRuns: 3000 });
		expect(reached.size).toBe(Object.keys(serviceCycle).length + Object.keys(paymentCycle).length);
	});
});

describe('what a payment gives a plan', () => {
	test.each([
		['INITIAL', 'DEPOSIT', ['CONTRACT_SIGNED', 'DEPOSIT_PAID']],
		['DEPOSIT_DUE', 'DEPOSIT', ['DEPOSIT_PAID']],
		['RENEWAL_DUE', 'RENEWAL', ['RENEWAL_PAID']],
		['OVERDUE', 'RENEWAL', ['RENEWAL_PAID']],
		['FINAL_DUE', 'FINAL', ['FINAL_PAID']],
		['DEPOSIT_DUE', 'TOP_UP', []],
		['RENEWAL_DUE', 'TOP_UP', []],
		['CURRENT', 'RENEWAL', []],
		['COMPLETE', 'DEPOSIT', []],
	] as const)('in %s by %s: %j', (state, type, expected) => expect(paymentInputs(state, type)).toEqual(expected));
});

test.each([
	['CURRENT', 'PAYMENT_STATUS_GOOD'],
	['DEPOSIT_DUE', 'PAYMENT_STATUS_REQUIRES_PAYMENT'],
	['RENEWAL_DUE', 'PAYMENT_STATUS_REQUIRES_PAYMENT'],
	['FINAL_DUE', 'PAYMENT_STATUS_REQUIRES_PAYMENT'],
	['OVERDUE', 'PAYMENT_STATUS_BLOCKED'],
] as const)('%s is signalled as %s', (state, signal) => expect(paymentStanding(state).signal).toBe(signal));
