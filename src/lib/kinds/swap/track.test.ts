import * as v from 'valibot';
import { expect, test } from 'vitest';
import { given } from '#lib/session/given.ts';
import { trackEvent } from '#lib/session/track.ts';
import { customerInSwap, swapDocumentSchema } from './document_schema.ts';
import { swap } from './kind.ts';
import { completeDocument } from './spec_documents.ts';
import { issued, requested } from './swap_scenes.ts';

const typesOf = ({ events = [] }: ReturnType<typeof issued>) =>
	events.flatMap((event) => trackEvent(swap, event)).map(({ type, data }) => [type, data]);

test('the audit trail of a swap names its steps and events as the specification does', () => {
	expect(typesOf(requested())).toEqual([
		['STEP_COMPLETED', { step: 1, step_name: 'Customer Scan' }],
		['CUSTOMER_IDENTIFIED', { customer_id: 'customer-12345', subscription_id: 'SUB-8847-KE' }],
		['STEP_COMPLETED', { step: 2, step_name: 'Return Battery' }],
		['OLD_BATTERY_SCANNED', { battery_id: 'B0723025100042', energy: 450 }],
		['STEP_COMPLETED', { step: 3, step_name: 'New Battery' }],
		['NEW_BATTERY_SCANNED', { battery_id: 'B0723025100049', energy: 2850 }],
		['STEP_COMPLETED', { step: 4, step_name: 'Review' }],
		['PAYMENT_INITIATED', { order_id: expect.any(Number), amount: 288 }],
	]);
});

test('a type that no swap has is told by nobody', () => {
	expect(swap.track({ type: 'constructor', at: 0 })).toBeUndefined();
	expect(swap.track({ type: 'session_created', at: 0 })).toBeUndefined();
});

test('the document of the specification is one of a swap, and so is each that is printed', () => {
	expect(v.safeParse(swapDocumentSchema, completeDocument).issues).toBeUndefined();
	expect(v.is(swapDocumentSchema, { ...completeDocument, more: 1 })).toBe(false);
	expect(v.is(swapDocumentSchema, { ...completeDocument, created_at: '2025-12-09T14:00:00.000+99:99' })).toBe(false);
	expect(v.is(swapDocumentSchema, { ...completeDocument, completion_data: undefined })).toBe(false);
});

test('a receipt holds no secrets', () => {
	const receipt = (data: object) => ({
		...completeDocument,
		completion_data: { ...completeDocument.completion_data, receipt_data: data },
	});
	expect(v.is(swapDocumentSchema, receipt({ total: 1 }))).toBe(true);
	expect(v.is(swapDocumentSchema, receipt({ lines: [{ access_token: 'eyJ' }] }))).toBe(false);
});

test('the customer is named once they are known', () => {
	const { session } = given(swap, issued());
	expect(customerInSwap(swap.document(session))).toBe('Jane Smith');
	expect(customerInSwap({ customer_data: null })).toBeNull();
});
