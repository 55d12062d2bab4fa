import type { DraftField } from '#lib/session/draft.ts';

/** The parts of a sale's document that a client may write. Everything else is the server's. */
export const saleDrafts: readonly DraftField[] = [
	{ path: 'customer_data.form_data', step: 1 },
	{ path: 'customer_data.form_errors', step: 1 },
	{ path: 'package_selection.selected_package_id', step: 2 },
	{ path: 'plan_selection.selected_plan_id', step: 3 },
	{ path: 'payment_state.payment_input_mode', step: 5 },
	{ path: 'payment_state.manual_payment_id', step: 5 },
	{ path: 'battery_assignment.ble_connection_state' },
];
