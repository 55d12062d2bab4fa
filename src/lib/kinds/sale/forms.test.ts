import { expect, test } from 'vitest';
import { given } from '#lib/session/given.ts';
import { readSaleForm } from './forms.ts';
import { sale } from './kind.ts';
import { begun, bound, ordered, paid, planned, registered, type SaleScene } from './sale_scenes.ts';

const sessionOf = (scene: SaleScene) => given(sale, scene).session;
const typed = { first_name: ' Jane ', last_name: 'Smith', phone: '0712 345 678', country: 'KE' };
const read = (fields: Record<string, string>) => readSaleForm(sessionOf(begun()), 'register_customer', fields);

test('a phone number is read as people of the country dial it, and what is left out is empty', () => {
	expect(read(typed)).toEqual({
		ok: true,
		value: {
			step: 'register_customer',
			input: {
				firstName: 'Jane',
				lastName: 'Smith',
				phone: '254712345678',
				email: null,
				street: '',
				city: '',
				zip: '',
				customerId: null,
				isNew: false,
			},
		},
	});
});

test('a number of another country keeps its code, and an address loses its capitals', () => {
	expect(read({ ...typed, phone: '+250 788 123 456', email: 'Jane@Example.COM ' })).toMatchObject({
		value: { input: { phone: '250788123456', email: 'jane@example.com' } },
	});
});

test('every wrong field is named at once, the first one as the path', () => {
	expect(read({ ...typed, first_name: ' ', phone: '12', email: 'jane' })).toEqual({
		ok: false,
		code: 'INPUT_INVALID',
		params: {
			path: 'first_name',
			issue: 'Type the name, at most 80 characters',
			first_name: 'Type the name, at most 80 characters',
			phone: 'Phone number should be one that exists in its country, for example +254 712 345 678',
			email: 'E-mail should look like name@example.com',
		},
	});
});

test('without the country a number needs its code', () => {
	expect(read({ ...typed, country: '' })).toMatchObject({ ok: false, params: { path: 'phone' } });
});

test.each([
	['customer-7', { customerId: 'customer-7', isNew: false }],
	['new', { customerId: null, isNew: true }],
	['', { customerId: null, isNew: false }],
])('the answer «%s» says whether it is the person we know', (known, input) => {
	expect(read({ ...typed, known })).toMatchObject({ value: { input } });
});

test.each([
	{ step: 'choose_package', field: 'package_id', scene: registered(), input: { packageId: 'pkg-101' } },
	{ step: 'choose_plan', field: 'product_id', scene: planned(), input: { productId: 'pkg-101' } },
] as const)('$step needs one of what is on offer', ({ step, field, scene, input }) => {
	expect(readSaleForm(sessionOf(scene), step, { [field]: 'pkg-101' })).toEqual({ ok: true, value: { step, input } });
	expect(readSaleForm(sessionOf(scene), step, {})).toMatchObject({ code: 'INPUT_INVALID', params: { path: field } });
});

test('the payment form records a payment, or asks a phone', () => {
	const session = sessionOf(ordered());
	expect(readSaleForm(session, 'complete', { method: 'CASH', amount: '5000' })).toEqual({
		ok: true,
		value: { step: 'complete', input: { payment: { method: 'CASH', amountMinor: 500_000, receipt: null } } },
	});
	expect(readSaleForm(session, 'complete', { method: 'PUSH', phone_of: 'customer' })).toEqual({
		ok: true,
		value: { step: 'push', input: { phone: null } },
	});
});

test('once the order is paid, completing hands over', () => {
	expect(readSaleForm(sessionOf(bound()), 'complete', { method: 'CASH', amount: '1' })).toEqual({
		ok: true,
		value: { step: 'complete', input: { payment: null } },
	});
});

test('a typed battery becomes a reading', () => {
	expect(readSaleForm(sessionOf(paid()), 'bind_battery', { battery_id: '100042', charge_percent: '90' })).toMatchObject(
		{
			value: { step: 'bind_battery', input: { reading: { batteryId: '100042', source: 'manual' } } },
		},
	);
});

test('cancelling needs a reason, and an unknown step has no form', () => {
	const session = sessionOf(planned());
	expect(readSaleForm(session, 'cancel', {})).toMatchObject({ code: 'INPUT_INVALID', params: { path: 'reason' } });
	expect(readSaleForm(session, 'register_order', {})).toMatchObject({ code: 'STEP_UNKNOWN' });
});
