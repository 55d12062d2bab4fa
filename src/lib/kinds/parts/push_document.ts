import type { AskedPush } from './phone_push.ts';

/** What the provider said of a request to a phone, once it was sent; null before. Spec: seeds/000 §1, `stk_push_response`. */
export function pushDocument(push: AskedPush | null) {
	if (push?.progress.status !== 'sent') return null;
	const { checkoutId, merchantId, message } = push.progress;
	return {
		transaction_id: push.intentId,
		checkout_request_id: checkoutId || null,
		merchant_request_id: merchantId ?? null,
		instructions: message,
	};
}
