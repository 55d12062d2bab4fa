import * as v from 'valibot';
import { toKwhFloor } from '#lib/kernel/energy.ts';
import { idText } from '#lib/kernel/schemas.ts';
import type { PaymentInput } from '#lib/kinds/parts/payment_input.ts';
import { paymentFields } from '#lib/kinds/parts/payment_request.ts';
import type { SwapAsk, SwapInputs } from './asks.ts';
import { dueMinor, type SwapData } from './state.ts';
import type { SwapSession } from './swap_step.ts';

/** An operation of the agent that takes a step of a swap. Spec: seeds/002. */
export interface SwapRequest {
	readonly operation: 'identify_customer' | 'identify_equipment' | 'payment_and_service';
	readonly planId: string;
	/** `data` of the request, without the action. */
	readonly data: Readonly<Record<string, unknown>>;
}

/** The topic's plan for a code that cannot stand in a topic: no plan bears it, so that the agent finds none. */
const noPlan = 'unknown';

/**
 * The operation that a step stands for, or null where the step goes by command.
 * The same session version, ask and correlation id give the same request: the agent answers a repeat once.
 */
export function swapRequest(session: SwapSession, ask: SwapAsk, correlationId: string): SwapRequest | null {
	const tied = { attendant_station: session.actor.station, session_id: session.id, session_version: session.version };
	const planId = session.data.identification?.planId ?? noPlan;
	switch (ask.step) {
		case 'identify':
			return { operation: 'identify_customer', ...identifyCustomer(ask.input, tied) };
		case 'take_back': {
			const { reading } = ask.input;
			const data = { equipment_id: reading.batteryId, reading, ...tied };
			return { operation: 'identify_equipment', planId, data };
		}
		case 'complete': {
			const { payment } = ask.input;
			const settles = payment === null || payment.amountMinor >= dueMinor(session.data);
			const data = {
				...(payment && { payment_data: paymentData(session.data, payment, correlationId) }),
				...(settles && { service_data: serviceData(session.data) }),
				...tied,
			};
			return { operation: 'payment_and_service', planId, data };
		}
		case 'issue':
		case 'review':
		case 'push':
		case 'reopen_issue':
		case 'reopen_return':
		case 'cancel':
			return null;
	}
}

function identifyCustomer({ code, inputMode }: SwapInputs['identify'], tied: object) {
	const planId = v.safeParse(idText, code);
	return {
		planId: planId.success ? planId.output : noPlan,
		data: { qr_code_data: code, input_mode: inputMode, ...tied },
	};
}

function paymentData(data: SwapData, payment: PaymentInput, correlationId: string) {
	const energy = data.customer?.services.find((service) => service.kind === 'energy');
	return {
		service_id: energy?.serviceId ?? '',
		...paymentFields(payment, data.customer?.currency ?? '', correlationId),
		payment_type: 'TOP_UP',
	};
}

function serviceData({ oldBattery, newBattery, price }: SwapData) {
	return {
		...(oldBattery && { old_battery_id: oldBattery.id }),
		new_battery_id: newBattery?.id ?? '',
		energy_transferred: toKwhFloor(Math.max(0, price?.diffWh ?? 0)),
	};
}
