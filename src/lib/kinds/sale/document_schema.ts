import * as v from 'valibot';
import {
	actorFields,
	bluetoothFields,
	documentInstant,
	documentText,
	figure,
	foreignId,
	headFields,
	openObject,
} from '#lib/session/document_schema.ts';

const text = documentText(128);
const name = documentText(200);
const maybeText = v.nullable(text);
const maybeInstant = v.nullable(documentInstant);
const currency = { currency: text, currency_symbol: text };

const customer = v.strictObject({
	form_data: v.strictObject({
		first_name: name,
		last_name: name,
		phone: documentText(40),
		email: documentText(254),
		street: name,
		city: name,
		zip: documentText(20),
	}),
	form_validated: v.boolean(),
	form_errors: v.record(text, documentText(500)),
});

const registration = v.strictObject({
	customer_id: foreignId,
	partner_id: v.nullable(foreignId),
	/** An opaque reference, never a token that opens anything. */
	customer_session_token: v.nullable(documentText(200)),
	registered_at: maybeInstant,
});

const packageDetails = v.strictObject({
	odoo_package_id: foreignId,
	name,
	price: figure,
	...currency,
	components: v.pipe(
		v.array(v.strictObject({ id: foreignId, name, type: text, price_unit: figure, quantity: figure })),
		v.maxLength(50),
	),
});

const planDetails = v.strictObject({ odoo_product_id: foreignId, name, price: figure, period: text, ...currency });

const payment = v.strictObject({
	payment_initiated: v.boolean(),
	payment_confirmed: v.boolean(),
	payment_input_mode: v.picklist(['scan', 'manual']),
	stk_push_sent: v.boolean(),
	stk_push_response: v.nullable(openObject),
	payment_request: v.nullable(
		v.strictObject({ order_id: foreignId, amount_required: figure, description: documentText(500) }),
	),
	payment_confirmation: v.nullable(openObject),
	amount_expected: figure,
	amount_paid: figure,
	amount_remaining: figure,
	payment_incomplete: v.boolean(),
	manual_payment_id: text,
	confirmed_subscription_code: maybeText,
	payment_reference: v.nullable(documentText(1000)),
});

const battery = v.strictObject({
	id: text,
	short_id: text,
	charge_level: figure,
	energy: figure,
	mac_address: maybeText,
});

/** The document of a rider's registration: every field always, null where unset. Spec: seeds/000 §1. */
export const saleDocumentSchema = v.strictObject({
	...headFields,
	session_type: v.literal('SALES_REGISTRATION'),
	actor: v.strictObject({ ...actorFields, company_id: v.nullable(foreignId) }),
	customer_data: customer,
	registration_result: v.nullable(registration),
	package_selection: v.strictObject({
		selected_package_id: maybeText,
		package_details: v.nullable(packageDetails),
		selected_at: maybeInstant,
	}),
	plan_selection: v.strictObject({
		selected_plan_id: maybeText,
		plan_details: v.nullable(planDetails),
		selected_at: maybeInstant,
	}),
	subscription_data: v.nullable(
		v.strictObject({
			id: foreignId,
			subscription_code: text,
			status: text,
			product_name: name,
			price_at_signup: figure,
			...currency,
			created_at: maybeInstant,
		}),
	),
	order_data: v.nullable(
		v.strictObject({
			order_id: foreignId,
			sale_order_name: text,
			total_amount: figure,
			currency: text,
			created_at: maybeInstant,
		}),
	),
	payment_state: payment,
	battery_assignment: v.strictObject({
		scanned_battery_pending: v.nullable(battery),
		assigned_battery: v.nullable(battery),
		ble_connection_state: v.strictObject(bluetoothFields),
	}),
	service_completion: v.strictObject({
		is_completing_service: v.boolean(),
		service_completion_error: v.nullable(documentText(500)),
		mqtt_correlation_id: v.nullable(documentText(200)),
		service_completed_at: maybeInstant,
	}),
	completion_data: v.strictObject({
		registration_id: maybeText,
		completed_at: maybeInstant,
		receipt_data: v.nullable(openObject),
	}),
});
