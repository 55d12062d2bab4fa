import type { DraftField } from '#lib/session/draft.ts';

/** The parts of a swap's document that a client may write. Everything else is the server's. */
export const swapDrafts: readonly DraftField[] = [
	{ path: 'customer_identification.input_mode', step: 1 },
	{ path: 'customer_identification.manual_subscription_id', step: 1 },
	{ path: 'customer_identification.qr_code_raw', step: 1 },
	{ path: 'payment_state.payment_input_mode', step: 5 },
	{ path: 'payment_state.manual_payment_id', step: 5 },
	{ path: 'ble_state' },
];
