import { toMajor } from '#lib/kernel/money.ts';
import { batteryDocument } from '#lib/kinds/parts/bound_battery.ts';
import { flowDocument, headDocument, idleBluetooth, isoOf, metadataDocument } from '#lib/session/document.ts';
import { saleActionName } from './action_names.ts';
import { saleFlow } from './machine.ts';
import { salePaymentDocument } from './payment_document.ts';
import type { SaleSession } from './sale_step.ts';
import { paymentReference, type SaleData } from './state.ts';

/** Prints a sale in the JSON shape of seeds/000 §1: every field always, null where unset. */
export function saleDocument(session: SaleSession): Record<string, unknown> {
	const { data } = session;
	return {
		...headDocument(session, 'SALES_REGISTRATION'),
		actor: { ...session.actor, company_id: null },
		flow_state: flowDocument(session, saleFlow),
		customer_data: customerDocument(data),
		registration_result: registrationDocument(session),
		package_selection: packageDocument(data),
		plan_selection: planDocument(data),
		subscription_data: subscriptionDocument(data),
		order_data: orderDocument(data),
		payment_state: salePaymentDocument(data),
		battery_assignment: batteryAssignment(data),
		service_completion: {
			is_completing_service: false,
			service_completion_error: null,
			mqtt_correlation_id: data.completion?.correlationId ?? null,
			service_completed_at: isoOf(data.completion?.at),
		},
		completion_data: {
			registration_id: data.completion?.registrationId ?? null,
			completed_at: isoOf(data.completion?.at),
			receipt_data: data.completion ? receiptDocument(session) : null,
		},
		metadata: metadataDocument(session, saleActionName(session.lastAction.type)),
	};
}

function customerDocument({ customer }: SaleData) {
	return {
		form_data: {
			first_name: customer?.firstName ?? '',
			last_name: customer?.lastName ?? '',
			phone: customer?.phone ?? '',
			email: customer?.email ?? '',
			street: customer?.street ?? '',
			city: customer?.city ?? '',
			zip: customer?.zip ?? '',
		},
		form_validated: customer !== null,
		form_errors: {},
	};
}

/** The token is an opaque reference to the session: it opens nothing. */
function registrationDocument({ id, data: { customer, erp } }: SaleSession) {
	if (!customer) return null;
	return {
		customer_id: customer.id,
		partner_id: erp?.partnerId ?? null,
		customer_session_token: `ref-${id}`,
		registered_at: isoOf(customer.at),
	};
}

function packageDocument({ package: chosen }: SaleData) {
	const major = (amountMinor: number) => toMajor(amountMinor, chosen?.currency ?? '');
	return {
		selected_package_id: chosen?.id ?? null,
		package_details: chosen && {
			odoo_package_id: chosen.erpId,
			name: chosen.name,
			price: major(chosen.priceMinor),
			currency: chosen.currency,
			currency_symbol: chosen.currency,
			components: chosen.components.map(({ id, name, type, priceMinor, quantity }) => ({
				id,
				name,
				type,
				price_unit: major(priceMinor),
				quantity,
			})),
		},
		selected_at: isoOf(chosen?.at),
	};
}

function planDocument({ product }: SaleData) {
	return {
		selected_plan_id: product?.id ?? null,
		plan_details: product && {
			odoo_product_id: product.erpId,
			name: product.name,
			price: toMajor(product.priceMinor, product.currency),
			period: product.period,
			currency: product.currency,
			currency_symbol: product.currency,
		},
		selected_at: isoOf(product?.at),
	};
}

function subscriptionDocument({ order, product, erp, paidAt }: SaleData) {
	if (!order || !product) return null;
	return {
		id: erp?.subscriptionId ?? order.planId,
		subscription_code: order.planId,
		status: paidAt === null ? 'draft' : 'active',
		product_name: product.name,
		price_at_signup: toMajor(product.priceMinor, product.currency),
		currency: product.currency,
		currency_symbol: product.currency,
		created_at: isoOf(order.at),
	};
}

function orderDocument({ order, erp }: SaleData) {
	if (!order) return null;
	return {
		order_id: erp?.orderId ?? order.orderId,
		sale_order_name: erp?.orderName ?? order.name,
		total_amount: toMajor(order.totalMinor, order.currency),
		currency: order.currency,
		created_at: isoOf(order.at),
	};
}

function batteryAssignment({ battery, completion }: SaleData) {
	const printed = battery && batteryDocument(battery);
	return {
		scanned_battery_pending: completion ? null : printed,
		assigned_battery: completion ? printed : null,
		ble_connection_state: idleBluetooth,
	};
}

function receiptDocument({ data, actor }: SaleSession) {
	const { customer, order, package: chosen, product, battery } = data;
	return {
		customer_name: customer?.name ?? null,
		subscription_code: order?.planId ?? null,
		package: chosen?.name ?? null,
		plan: product?.name ?? null,
		battery_id: battery?.id ?? null,
		station: actor.station,
		salesperson: actor.name,
		amount_paid: order ? toMajor(order.totalMinor, order.currency) : 0,
		currency: order?.currency ?? null,
		payment_reference: paymentReference(data),
	};
}
