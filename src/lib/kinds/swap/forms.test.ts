import { expect, test } from 'vitest';
import { given } from '#lib/session/given.ts';
import { readSwapForm } from './forms.ts';
import { swap } from './kind.ts';
import { begun, identified, issued, requested } from './swap_scenes.ts';

const paying = given(swap, requested()).session;
const invalid = (path: string) => ({ ok: false, code: 'INPUT_INVALID', params: { path } });

test('a typed subscription id is trimmed and marked as typed', () => {
	expect(readSwapForm(given(swap, begun()).session, 'identify', { code: ' SUB-8847-KE ' })).toEqual({
		ok: true,
		value: { step: 'identify', input: { code: 'SUB-8847-KE', inputMode: 'manual' } },
	});
	expect(readSwapForm(given(swap, begun()).session, 'identify', { code: ' ' })).toMatchObject(invalid('code'));
});

test('a typed battery becomes a reading', () => {
	const { session } = given(swap, identified());
	expect(readSwapForm(session, 'take_back', { battery_id: '100042', energy_wh: '450' })).toMatchObject({
		ok: true,
		value: { step: 'take_back', input: { reading: { batteryId: '100042', source: 'manual' } } },
	});
});

test('cash needs no receipt', () => {
	expect(readSwapForm(paying, 'complete', { method: 'CASH', amount: '288' })).toEqual({
		ok: true,
		value: { step: 'complete', input: { payment: { method: 'CASH', amountMinor: 28_800, receipt: null } } },
	});
});

test('the customer’s phone is asked, or the one that is typed', () => {
	expect(readSwapForm(paying, 'complete', { method: 'PUSH', phone_of: 'customer', phone: '' })).toEqual({
		ok: true,
		value: { step: 'push', input: { phone: null } },
	});
	expect(readSwapForm(paying, 'complete', { method: 'PUSH', phone_of: 'other', phone: '+254 733 000 111' })).toEqual({
		ok: true,
		value: { step: 'push', input: { phone: '254733000111' } },
	});
});

test('a receipt number loses its spaces and small letters', () => {
	expect(readSwapForm(paying, 'complete', { method: 'MPESA', amount: '87,5', receipt: ' qgh7 xk2m9p ' })).toEqual({
		ok: true,
		value: { step: 'complete', input: { payment: { method: 'MPESA', amountMinor: 8750, receipt: 'QGH7XK2M9P' } } },
	});
});

test.each([
	['amount', { method: 'CASH', amount: '0' }],
	['amount', { method: 'CASH', amount: '2.885' }],
	['amount', { method: 'CASH', amount: '1e3' }],
	['amount', { method: 'CASH' }],
	['method', { amount: '288' }],
	['phone', { method: 'PUSH', phone_of: 'other', phone: '0733 000 111' }],
	['phone', { method: 'PUSH' }],
	['receipt', { method: 'MPESA', amount: '288' }],
	['receipt', { method: 'MPESA', amount: '288', receipt: 'QG;DROP' }],
])('names the field %s', (path, fields) => {
	expect(readSwapForm(paying, 'complete', fields)).toMatchObject(invalid(path));
});

test('where nothing is to pay, completing asks for the service alone', () => {
	expect(readSwapForm(given(swap, issued()).session, 'complete', { amount: '288', method: 'CASH' })).toEqual({
		ok: true,
		value: { step: 'complete', input: { payment: null } },
	});
});

test('cancelling needs a reason, and an unknown step has no form', () => {
	expect(readSwapForm(paying, 'cancel', {})).toMatchObject(invalid('reason'));
	expect(readSwapForm(paying, 'expire', {})).toMatchObject({ ok: false, code: 'STEP_UNKNOWN' });
});
