import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ok, refuse } from '#lib/kernel/result.ts';
import { parseStkCallback } from './parse_stk_callback.ts';

const ids = { MerchantRequestID: '29115-34620561-1', CheckoutRequestID: 'ws_CO_191220191020363925' };
const items = [
	{ Name: 'Amount', Value: 288 },
	{ Name: 'MpesaReceiptNumber', Value: 'NLJ7RT61SV' },
	{ Name: 'Balance' },
	{ Name: 'TransactionDate', Value: 20191219102115 },
	{ Name: 'PhoneNumber', Value: 254712345678 },
];

function paid(item: readonly unknown[] = items, other: object = {}): unknown {
	const told = { ResultCode: 0, ResultDesc: 'The service request is processed successfully.', ...other };
	return { Body: { stkCallback: { ...ids, ...told, CallbackMetadata: { Item: item } } } };
}

function withItem(name: string, value: unknown): unknown {
	return paid(items.map((item) => (item.Name === name ? { Name: name, Value: value } : item)));
}

const read = {
	checkoutRequestId: ids.CheckoutRequestID,
	merchantRequestId: ids.MerchantRequestID,
	resultCode: '0',
	resultText: 'The service request is processed successfully.',
	outcome: 'paid',
	amountMinor: 28_800,
	receipt: 'NLJ7RT61SV',
	// 10:21:15 in Nairobi.
	paidAt: Date.parse('2019-12-19T07:21:15Z'),
	phone: '254712345678',
};

describe('given the callback of a payment', () => {
	test('then it is read, the items by their names in whatever order', () => {
		expect(parseStkCallback(paid())).toEqual(ok(read));
		expect(parseStkCallback(paid(items.toReversed()))).toEqual(ok(read));
	});
	test('then what it has besides is left alone', () => {
		const more = [...items, { Name: 'Loyalty', Value: { points: 3 } }, { Name: '__proto__', Value: 1 }];
		const body = paid(more, { Extra: [1] }) as { Body: object };
		expect(parseStkCallback({ ...body, Header: 'x' })).toEqual(ok(read));
	});
	test('then the first of two items counts', () => {
		expect(parseStkCallback(paid([...items, { Name: 'Amount', Value: 9 }]))).toEqual(ok(read));
	});
	test('then an item without a value, or none at all, is not told', () => {
		expect(parseStkCallback(paid([{ Name: 'Amount' }, { Name: 'MpesaReceiptNumber', Value: null }]))).toEqual(
			ok({ ...read, amountMinor: null, receipt: null, paidAt: null, phone: null }),
		);
	});
	test.each([
		['Amount', 1.1, { amountMinor: 110 }],
		['TransactionDate', '20191219102115', { paidAt: read.paidAt }],
		['PhoneNumber', '254712345678', { phone: '254712345678' }],
		['PhoneNumber', '2547*****678', { phone: null }],
	])('then %s may be %s', (name, value, expected) => {
		expect(parseStkCallback(withItem(name, value))).toEqual(ok({ ...read, ...expected }));
	});
	test('then the code may be text', () => {
		expect(parseStkCallback(paid(items, { ResultCode: '0' }))).toEqual(ok(read));
	});
});

describe('given the callback of a failure', () => {
	test('then it has no metadata, and its code tells why', () => {
		const told = { ResultCode: 1032, ResultDesc: 'Request cancelled by user' };
		expect(parseStkCallback({ Body: { stkCallback: { ...ids, ...told } } })).toEqual(
			ok({
				...read,
				resultCode: '1032',
				resultText: 'Request cancelled by user',
				outcome: 'cancelled',
				amountMinor: null,
				receipt: null,
				paidAt: null,
				phone: null,
			}),
		);
	});
});

describe('given what is no callback', () => {
	test.each([
		['Amount', '288'],
		['Amount', 0],
		['Amount', -1],
		['Amount', 0.001],
		['Amount', 1e12],
		['MpesaReceiptNumber', 7],
		['MpesaReceiptNumber', "x'; drop"],
		['TransactionDate', 20190231102115],
		['TransactionDate', true],
		['PhoneNumber', {}],
	])('then %s as %j refuses the whole', (name, value) => {
		expect(parseStkCallback(withItem(name, value))).toEqual(refuse('CALLBACK_INVALID', { field: name }));
	});
	test.each([
		[{ ResultCode: 0.5 }, 'Body.stkCallback.ResultCode'],
		[{ ResultCode: null }, 'Body.stkCallback.ResultCode'],
		[{ CheckoutRequestID: 7 }, 'Body.stkCallback.CheckoutRequestID'],
		[{ CheckoutRequestID: 'a\u0000b' }, 'Body.stkCallback.CheckoutRequestID'],
		[{ MerchantRequestID: '' }, 'Body.stkCallback.MerchantRequestID'],
		[{ ResultDesc: 5 }, 'Body.stkCallback.ResultDesc'],
	])('then %j refuses the whole', (other, field) => {
		expect(parseStkCallback(paid(items, other))).toEqual(refuse('CALLBACK_INVALID', { field }));
	});
	test.each([undefined, null, 0, '', [], {}, { Body: null }, { Body: { stkCallback: [] } }])(
		'then %j is refused',
		(json) => {
			expect(parseStkCallback(json)).toMatchObject({ ok: false, code: 'CALLBACK_INVALID' });
		},
	);
	test('then nothing that JSON can say makes it throw or tell an amount that is no money', () => {
		const value = fc.oneof(fc.jsonValue(), fc.double(), fc.constantFrom(...items.map(({ Value }) => Value)));
		const item = fc.record({
			Name: fc.oneof(fc.string(), fc.constantFrom(...items.map(({ Name }) => Name))),
			Value: value,
		});
		const body = fc
			.tuple(
				fc.array(fc.oneof(item, fc.jsonValue())),
				fc.dictionary(fc.constantFrom('ResultCode', 'ResultDesc'), value),
			)
			.map(([list, other]) => paid(list, other));
		fc.assert(
			fc.property(fc.oneof(fc.anything(), body), (json) => {
				const callback = parseStkCallback(json);
				if (!callback.ok) return callback.code === 'CALLBACK_INVALID';
				const { amountMinor, paidAt } = callback.value;
				return (amountMinor === null || Number.isSafeInteger(amountMinor)) && !Number.isNaN(paidAt);
			}),
			{ numRuns: 2000 },
		);
	});
});
