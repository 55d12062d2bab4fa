import { expect, test } from 'vitest';
import { planId, samplePackage, sampleProduct } from './sale_scenes.ts';
import { trackSale } from './track.ts';

/** What the audit trail keeps of a sale. Spec: seeds/000 §5. */

const push = { intentId: 'request-1/push', phone: '254712345678', amountMinor: 1_550_000 };
const order = { orderId: 7001, name: 'SO/2025/0001', planId, totalMinor: 1_550_000, currency: 'KES' };
const erp = { partnerId: '67890', orderId: '7001', orderName: 'SO/2025/0001', subscriptionId: '5001' };

test.each([
	[
		{ type: 'customer_registered', customer: { id: 'customer-1', isNew: true } },
		'CUSTOMER_REGISTERED',
		{ customer_id: 'customer-1', partner_id: null, is_new: true },
	],
	[{ type: 'package_chosen', package: samplePackage }, 'PACKAGE_SELECTED', { package_id: 'pkg-101' }],
	[{ type: 'plan_chosen', product: sampleProduct }, 'PLAN_SELECTED', { plan_id: 'plan-301' }],
	[{ type: 'order_placed', order }, 'PAYMENT_INITIATED', { order_id: 7001, subscription_code: planId, amount: 15_500 }],
	[
		{ type: 'order_registered', erp },
		'ORDER_REGISTERED',
		{ partner_id: '67890', order_id: '7001', order_name: 'SO/2025/0001', subscription_id: '5001' },
	],
	[{ type: 'push_requested', push }, 'PUSH_REQUESTED', {}],
	[{ type: 'push_sent', intentId: push.intentId, checkoutId: 'ws_CO_1', message: '' }, 'PUSH_SENT', {}],
	[
		{ type: 'push_failed', intentId: push.intentId, code: 'wrong_pin', message: '' },
		'PUSH_FAILED',
		{ error_code: 'wrong_pin' },
	],
	[{ type: 'session_cancelled', reason: 'left' }, 'SESSION_CANCELLED', { reason: 'left' }],
	[{ type: 'session_expired' }, 'SESSION_EXPIRED', {}],
])('given %j, then it is told by its name', (event, type, data) => {
	expect(trackSale({ ...event, at: 0 })).toEqual({ type, data });
});

test('what is no event of a sale is none of its trail', () => {
	expect(trackSale({ type: 'constructor', at: 0 })).toBeUndefined();
	expect(trackSale({ type: 'session_created', at: 0 })).toBeUndefined();
});
