import * as v from 'valibot';
import { valueAt, type JsonObject } from '#lib/kernel/json.ts';
import {
	actorFields,
	bluetoothFields,
	documentInstant,
	documentText,
	figure,
	flowErrorSchema,
	foreignId,
	headFields,
	openObject,
} from '#lib/session/document_schema.ts';

const text = documentText(128);
const maybeText = v.nullable(text);
const maybeInstant = v.nullable(documentInstant);
const maybeFigure = v.nullable(figure);

const customer = v.strictObject({
	id: text,
	name: documentText(200),
	subscription_id: text,
	subscription_type: documentText(200),
	phone: documentText(40),
	swap_count: figure,
	last_swap: maybeText,
	energy_remaining: maybeFigure,
	energy_total: maybeFigure,
	energy_value: maybeFigure,
	energy_unit_price: maybeFigure,
	swaps_remaining: maybeFigure,
	swaps_total: maybeFigure,
	has_infinite_energy_quota: v.boolean(),
	has_infinite_swap_quota: v.boolean(),
	payment_state: text,
	service_state: text,
	current_battery_id: maybeText,
});

const service = v.strictObject({
	service_id: text,
	name: documentText(200),
	used: figure,
	quota: figure,
	current_asset: maybeText,
	usage_unit_price: maybeFigure,
});

const battery = v.strictObject({
	id: text,
	short_id: text,
	charge_level: figure,
	energy: figure,
	mac_address: maybeText,
	scanned_at: maybeInstant,
	ble_connection_succeeded: v.boolean(),
});

const payment = v.strictObject({
	has_sufficient_quota: v.boolean(),
	payment_skipped: v.boolean(),
	payment_skip_reason: maybeText,
	payment_request_created: v.boolean(),
	payment_request_data: v.nullable(openObject),
	payment_request_order_id: v.nullable(foreignId),
	expected_payment_amount: figure,
	payment_initiated: v.boolean(),
	payment_initiation_data: v.nullable(openObject),
	payment_input_mode: v.picklist(['scan', 'manual']),
	manual_payment_id: text,
	payment_confirmed: v.boolean(),
	payment_receipt: v.nullable(documentText(1000)),
	actual_amount_paid: figure,
	payment_amount_remaining: figure,
});

/** The document of a battery swap: every field always, null where unset. Spec: seeds/000 §2. */
export const swapDocumentSchema = v.strictObject({
	...headFields,
	session_type: v.literal('ATTENDANT_SWAP'),
	actor: v.strictObject(actorFields),
	customer_identification: v.strictObject({
		input_mode: v.picklist(['scan', 'manual', 'search']),
		manual_subscription_id: maybeText,
		qr_code_raw: v.nullable(documentText(256)),
		dynamic_plan_id: maybeText,
		mqtt_correlation_id: v.nullable(documentText(200)),
		identified_at: maybeInstant,
	}),
	customer_data: v.nullable(customer),
	service_states: v.pipe(v.array(service), v.maxLength(50)),
	customer_type: v.nullable(v.picklist(['returning', 'first-time'])),
	old_battery: v.nullable(battery),
	new_battery: v.nullable(battery),
	swap_data: v.strictObject({
		energy_diff: figure,
		quota_deduction: figure,
		chargeable_energy: figure,
		cost: figure,
		rate: maybeFigure,
		currency_symbol: maybeText,
	}),
	payment_state: payment,
	ble_state: v.strictObject({
		handlers_ready: v.boolean(),
		...bluetoothFields,
		connection_failed: v.boolean(),
		requires_bluetooth_reset: v.boolean(),
		pending_battery_id: maybeText,
	}),
	flow_error: v.nullable(flowErrorSchema),
	service_completion: v.strictObject({
		payment_and_service_status: v.picklist(['idle', 'pending', 'success', 'error']),
		mqtt_correlation_id: v.nullable(documentText(200)),
		is_quota_based: v.boolean(),
		is_zero_cost_rounding: v.boolean(),
		service_completed_at: maybeInstant,
	}),
	completion_data: v.strictObject({
		transaction_id: v.nullable(documentText(1000)),
		completed_at: maybeInstant,
		receipt_data: v.nullable(openObject),
	}),
});

/** The customer's name in a swap's document, or null while nobody was identified. */
export function customerInSwap(document: JsonObject): string | null {
	const name = valueAt(document, ['customer_data', 'name']);
	return typeof name === 'string' && name !== '' ? name : null;
}
