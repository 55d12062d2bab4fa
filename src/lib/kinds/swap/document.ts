import { toKwhFloor } from '#lib/kernel/energy.ts';
import { toMajor } from '#lib/kernel/money.ts';
import { batteryDocument } from '#lib/kinds/parts/bound_battery.ts';
import { paidMinor } from '#lib/kinds/parts/taken_payment.ts';
import { isInfinite, remainingMilli } from '#lib/plan/quota.ts';
import { flowDocument, headDocument, idleBluetooth, isoOf, metadataDocument } from '#lib/session/document.ts';
import { swapActionName } from './action_names.ts';
import type { ServiceLine } from './events.ts';
import { swapFlow } from './machine.ts';
import { paymentDocument } from './payment_document.ts';
import { swapRefusals } from './refusals.ts';
import type { SwapData } from './state.ts';
import type { SwapSession } from './swap_step.ts';

/** Prints a swap in the JSON shape of seeds/000 §2: every field always, null where unset. */
export function swapDocument(session: SwapSession): Record<string, unknown> {
	const { data } = session;
	return {
		...headDocument(session, 'ATTENDANT_SWAP'),
		flow_state: flowDocument(session, swapFlow),
		customer_identification: identificationDocument(data),
		customer_data: customerDocument(data),
		service_states: (data.customer?.services ?? []).map((service) =>
			serviceDocument(service, data.customer?.currency ?? ''),
		),
		customer_type: data.customerType,
		old_battery: scannedBattery(data.oldBattery),
		new_battery: scannedBattery(data.newBattery),
		swap_data: priceDocument(data),
		payment_state: paymentDocument(data),
		ble_state: idleBle,
		flow_error: errorDocument(data),
		service_completion: {
			payment_and_service_status: data.completion ? 'success' : data.refusal ? 'error' : 'idle',
			mqtt_correlation_id: data.completion?.correlationId ?? data.refusal?.correlationId ?? null,
			is_quota_based: data.cleared?.by === 'QUOTA_CREDIT',
			is_zero_cost_rounding: data.cleared?.by === 'ZERO_COST_ROUNDING',
			service_completed_at: isoOf(data.completion?.at),
		},
		completion_data: {
			transaction_id: data.completion?.transactionId ?? null,
			completed_at: isoOf(data.completion?.at),
			receipt_data: data.completion ? receiptDocument(session) : null,
		},
		metadata: metadataDocument(session, swapActionName(session.lastAction.type)),
	};
}

const idleBle = {
	handlers_ready: false,
	...idleBluetooth,
	connection_failed: false,
	requires_bluetooth_reset: false,
	pending_battery_id: null,
} as const;

function identificationDocument({ identification }: SwapData) {
	return {
		input_mode: identification?.inputMode ?? 'scan',
		manual_subscription_id: identification?.manualSubscriptionId ?? null,
		qr_code_raw: identification?.qrCodeRaw ?? null,
		dynamic_plan_id: identification?.planId ?? null,
		mqtt_correlation_id: identification?.correlationId ?? null,
		identified_at: isoOf(identification?.at),
	};
}

function customerDocument({ customer, identification }: SwapData) {
	if (!customer || !identification) return null;
	const energy = customer.services.find((service) => service.kind === 'energy');
	const swaps = customer.services.find((service) => service.kind === 'swap_count');
	const leftKwh = energy ? toKwhFloor(remainingMilli(energy)) : null;
	const rate = energy?.unitPriceMinor === null || !energy ? null : toMajor(energy.unitPriceMinor, customer.currency);
	return {
		id: customer.id,
		name: customer.name,
		subscription_id: identification.planId,
		subscription_type: customer.subscriptionType,
		phone: customer.phone,
		swap_count: swaps ? Math.floor(swaps.usedMilli / 1000) : 0,
		last_swap: isoOf(customer.lastSwapAt)?.slice(0, 10) ?? null,
		energy_remaining: leftKwh,
		energy_total: energy ? energy.quotaMilli / 1000 : null,
		energy_value: leftKwh === null || rate === null ? null : Math.round(leftKwh * rate * 100) / 100,
		energy_unit_price: rate,
		swaps_remaining: swaps ? Math.floor(remainingMilli(swaps) / 1000) : null,
		swaps_total: swaps ? Math.floor(swaps.quotaMilli / 1000) : null,
		has_infinite_energy_quota: energy ? isInfinite(energy) : false,
		has_infinite_swap_quota: swaps ? isInfinite(swaps) : false,
		payment_state: customer.paymentState,
		service_state: customer.serviceState,
		current_battery_id: customer.currentBatteryId,
	};
}

function serviceDocument(service: ServiceLine, currency: string) {
	return {
		service_id: service.serviceId,
		name: service.name,
		used: service.usedMilli / 1000,
		quota: service.quotaMilli / 1000,
		current_asset: service.currentAsset,
		usage_unit_price: service.unitPriceMinor === null ? null : toMajor(service.unitPriceMinor, currency),
	};
}

function scannedBattery(battery: SwapData['oldBattery']) {
	if (!battery) return null;
	return {
		...batteryDocument(battery),
		scanned_at: isoOf(battery.at),
		ble_connection_succeeded: battery.reading.source === 'bluetooth',
	};
}

function priceDocument({ price }: SwapData) {
	return {
		energy_diff: price ? toKwhFloor(price.diffWh) : 0,
		quota_deduction: price ? toKwhFloor(price.quotaWh) : 0,
		chargeable_energy: price ? toKwhFloor(price.chargeableWh) : 0,
		cost: price ? toMajor(price.costMinor, price.currency) : 0,
		rate: price ? toMajor(price.rateMinor, price.currency) : null,
		currency_symbol: price?.currency ?? null,
	};
}

function errorDocument({ refusal }: SwapData) {
	if (!refusal) return null;
	const row = refusal.code in swapRefusals ? swapRefusals[refusal.code as keyof typeof swapRefusals] : undefined;
	return {
		step: 6,
		error_code: refusal.code,
		message: refusal.message,
		details: refusal.details,
		timestamp: isoOf(refusal.at),
		recoverable: row?.recoverable ?? true,
		recovery_action: row?.recoveryAction ?? null,
	};
}

function receiptDocument({ data, actor }: SwapSession) {
	return {
		customer_name: data.customer?.name ?? null,
		plan_id: data.identification?.planId ?? null,
		old_battery_id: data.oldBattery?.id ?? null,
		new_battery_id: data.newBattery?.id ?? null,
		station: actor.station,
		attendant: actor.name,
		...priceDocument(data),
		amount_paid: data.price ? toMajor(paidMinor(data.payments), data.price.currency) : 0,
	};
}
