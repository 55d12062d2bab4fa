import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { moneyBalances } from '#lib/ledger/balances.ts';
import type { KnownPerson } from '#lib/plan/offer.ts';
import { sampleBatteries, withService } from '#lib/plan/sample_plan.ts';
import { given } from '#lib/session/given.ts';
import { sale } from '../kind.ts';
import {
	begun,
	bound,
	duePlan,
	form,
	firstReading,
	handing,
	ordered,
	paid,
	paidPlan,
	paying,
	planId,
	planned,
	receipt,
	registered,
	sampleOffer,
	samplePackage,
	sampleProduct,
	type SaleScene,
} from '../sale_scenes.ts';
import { bindBattery } from './bind_battery.ts';
import { cancel } from './cancel.ts';
import { choosePackage, choosePlan } from './choose.ts';
import { complete } from './complete.ts';
import { placeOrder } from './place_order.ts';
import { registerCustomer } from './register_customer.ts';
import { registerOrder } from './register_order.ts';
import { reopenCustomer, reopenPackage } from './reopen.ts';

const known: KnownPerson = {
	customerId: 'customer-12345',
	name: 'Jane Smith',
	phone: '254712345678',
	email: 'jane@example.com',
	matched: 'phone',
	hasAccount: true,
};
const knowing = (...people: KnownPerson[]): SaleScene => ({ ...begun(), facts: { ...begun().facts, people } });

describe('who buys', () => {
	test('is written down and introduced, with an account for the e-mail address', () => {
		expect(given(sale, begun()).when(registerCustomer, form)).toMatchObject({
			ok: true,
			value: {
				events: [{ type: 'customer_registered', customer: { id: 'customer-sales-sess-1', isNew: true } }],
				introduces: [
					{
						introduces: 'rider',
						customerId: 'customer-sales-sess-1',
						name: 'Jane Smith',
						phone: '254712345678',
						email: 'jane.smith@example.com',
					},
				],
			},
		});
	});

	test('is asked about when known already', () => {
		expect(given(sale, knowing(known)).when(registerCustomer, form)).toEqual(
			refuse('CUSTOMER_EXISTS', {
				customer: 'customer-12345',
				name: 'Jane Smith',
				phone: '•••• 678',
				matched: 'phone',
				others: 0,
			}),
		);
	});

	test('is the known one once they were recognised: nobody is introduced, and no more is told than was typed', () => {
		const answer = given(sale, knowing(known)).when(registerCustomer, { ...form, customerId: 'customer-12345' });
		expect(answer).toMatchObject({
			ok: true,
			value: { events: [{ customer: { id: 'customer-12345', email: form.email, isNew: false } }] },
		});
		expect(answer.ok && answer.value.introduces).toBeUndefined();
	});

	test('may share a phone with somebody, never an account', () => {
		const isNew = { ...form, isNew: true };
		expect(given(sale, knowing(known)).when(registerCustomer, isNew)).toMatchObject({ ok: true });
		const holder = { ...known, matched: 'email' } as const;
		expect(given(sale, knowing(holder)).when(registerCustomer, isNew)).toMatchObject({ code: 'EMAIL_TAKEN' });
	});

	test('cannot be anybody who was not found by phone or e-mail', () => {
		expect(given(sale, knowing(known)).when(registerCustomer, { ...form, customerId: 'customer-999' })).toMatchObject({
			code: 'CUSTOMER_OTHER',
		});
	});

	test('is found under their own number when the form is corrected', () => {
		const scene = given(sale, registered()).taken(reopenCustomer, {});
		const own = { ...known, customerId: 'customer-sales-sess-1' };
		const again = { ...scene, facts: { ...scene.facts, people: [own] } };
		expect(given(sale, again).when(registerCustomer, { ...form, lastName: 'Smyth' })).toMatchObject({ ok: true });
	});

	test.each([
		['phone', { phone: '25471' }],
		['phone', { phone: '254000000000' }],
		['email', { email: 'jane@' }],
		['firstName', { firstName: ' ' }],
		['street', { street: 'x'.repeat(121) }],
	])('names the field %s', (path, change) => {
		expect(given(sale, begun()).when(registerCustomer, { ...form, ...change })).toMatchObject({
			code: 'INPUT_INVALID',
			params: { path },
		});
	});
});

describe('what is bought', () => {
	test('can be chosen again until the order is placed', () => {
		const again = given(sale, planned()).taken(reopenPackage, {});
		expect(given(sale, again).session).toMatchObject({
			state: 'package',
			flow: { completedAt: { 1: expect.any(Number) } },
		});
		expect(given(sale, ordered()).when(reopenPackage, {})).toMatchObject({ code: 'STEP_NOT_OPEN' });
	});
});

describe('the order', () => {
	test('brings the plan into being with its services and what is due', () => {
		expect(given(sale, planned()).when(placeOrder, {})).toMatchObject({
			ok: true,
			value: {
				events: [{ type: 'order_placed', order: { planId, totalMinor: 1_550_000, currency: 'KES' } }],
				introduces: [{ introduces: 'plan', planId, customerId: 'customer-sales-sess-1', dueMinor: 1_550_000 }],
			},
		});
	});

	test('of nothing to pay is settled at once', () => {
		const free = { package: { ...samplePackage, priceMinor: 0 }, product: { ...sampleProduct, priceMinor: 0 } };
		const offer = { ...sampleOffer, ...free };
		const scene = { ...registered(), facts: { ...registered().facts, offer } };
		const chosen = given(sale, scene).taken(choosePackage, { packageId: 'pkg-101' });
		const planless = given(sale, chosen).taken(choosePlan, { productId: 'plan-301' });
		const placed = given(sale, planless).taken(placeOrder, {});
		expect(given(sale, placed).session).toMatchObject({ state: 'battery', flow: { currentStep: 6 } });
	});

	test('takes the ERP’s numbers while the sale is open', () => {
		const erp = { partnerId: '67890', orderId: '7001', orderName: 'SO/2025/0001', subscriptionId: '5001' };
		const told = given(sale, ordered()).taken(registerOrder, erp);
		expect(given(sale, told).session).toMatchObject({ state: 'pay', data: { erp } });
	});
});

describe('the payment', () => {
	const pay = (amountMinor: number, more = {}, scene: SaleScene = ordered()) =>
		given(sale, scene).when(complete, paying(receipt(amountMinor, more)));
	const buckets = (answer: ReturnType<typeof pay>) =>
		moneyBalances(answer.ok ? (answer.value.moves ?? []).filter((move) => move.ledger === 'money') : []);

	test('of all that is due settles the order and the plan', () => {
		const all = pay(1_550_000);
		expect(all).toMatchObject({
			ok: true,
			value: { events: [{ type: 'payment_settled' }], planInputs: ['DEPOSIT_PAID'], outcome: { refused: null } },
		});
		expect(buckets(all)).toMatchObject({ captured: 1_550_000, service: 1_550_000, quota: 0, refund_due: 0 });
	});

	test('in parts adds up', () => {
		const part = pay(1_000_000);
		expect(part).toMatchObject({
			ok: true,
			value: {
				events: [{ type: 'payment_partial' }],
				planInputs: [],
				outcome: { refused: null },
			},
		});
		const events = given(sale, ordered()).taken(complete, paying(receipt(1_000_000))).events;
		const scene = { ...ordered(), events, facts: { ...ordered().facts, plan: { ...duePlan, dueMinor: 550_000 } } };
		const rest = pay(550_000, { paymentId: 'pay-2', reference: 'R2' }, scene);
		expect(rest).toMatchObject({ value: { events: [{ type: 'payment_settled' }], planInputs: ['DEPOSIT_PAID'] } });
	});

	test('beyond what is due is to be given back; not in cash', () => {
		expect(buckets(pay(1_600_000))).toMatchObject({ service: 1_550_000, refund_due: 50_000 });
		const cash = { method: 'CASH', verification: 'cash' };
		const small = { ...ordered(), events: given(sale, ordered()).taken(complete, paying(receipt(1_500_000))).events };
		expect(pay(60_000, { ...cash, paymentId: 'p2' }, small)).toMatchObject({ code: 'PAYMENT_EXCEEDS_DUE' });
		expect(pay(1_550_000, cash)).toMatchObject({ code: 'CASH_LIMIT_EXCEEDED' });
	});

	test('is refused with a battery that nobody has bound, and once all is paid', () => {
		const both = { ...paying(receipt(1_550_000)), service: handing().service };
		expect(given(sale, ordered()).when(complete, both)).toMatchObject({ code: 'BATTERY_NOT_BOUND' });
		expect(pay(1_550_000, {}, bound())).toMatchObject({ code: 'PAYMENT_NOT_DUE' });
	});

	test('is what the hand-over waits for', () => {
		expect(given(sale, ordered()).when(complete, handing())).toMatchObject({
			code: 'PAYMENT_INSUFFICIENT',
			params: { due: 15_500, currency: 'KES' },
		});
	});
});

describe('the first battery', () => {
	test('is handed over: custody, one swap, one of the fleet, its energy', () => {
		const answer = given(sale, bound()).when(complete, handing());
		expect(answer).toMatchObject({
			ok: true,
			value: {
				events: [{ type: 'battery_assigned', registrationId: `#REG-${planId.slice(4)}` }],
				planInputs: ['BATTERY_ISSUED'],
				moves: [
					{ ledger: 'quota', amountMilli: -1000 },
					{ ledger: 'quota', amountMilli: -1000 },
					{ ledger: 'quota', amountMilli: -2545 },
					{ ledger: 'custody', batteryId: sampleBatteries.fresh.id, to: { kind: 'rider', id: planId } },
				],
			},
		});
	});

	test('goes out charged where the plan has less energy than it holds', () => {
		const plan = withService(paidPlan, 'energy', { usedMilli: 0, quotaMilli: 1000 });
		const scene = { ...bound(), facts: { ...bound().facts, plan } };
		const answer = given(sale, scene).when(complete, handing());
		expect(answer.ok && answer.value.moves).toContainEqual(
			expect.objectContaining({ serviceId: 'service-electricity-monthly', amountMilli: -1000 }),
		);
	});

	test('has to be the one that was read, of this station, and nobody’s', () => {
		expect(given(sale, bound()).when(complete, handing('B9'))).toMatchObject({ code: 'BATTERY_MISMATCH' });
		expect(given(sale, paid()).when(complete, handing())).toMatchObject({ code: 'BATTERY_NOT_BOUND' });
		const out = { ...firstReading, batteryId: sampleBatteries.old.id };
		expect(given(sale, paid()).when(bindBattery, { reading: out })).toMatchObject({ code: 'BATTERY_ALREADY_ISSUED' });
	});
});

test('a sale that is given up after its order closes the plan', () => {
	const gone = given(sale, given(sale, paid()).taken(cancel, { reason: 'left' })).session;
	expect(sale.givenUp?.(gone.data)).toEqual([{ introduces: 'closed_plan', planId }]);
	expect(sale.summary(gone.data)).toMatchObject({ amountMinor: 0, planId });
	expect(sale.givenUp?.(given(sale, planned()).session.data)).toEqual([]);
});
