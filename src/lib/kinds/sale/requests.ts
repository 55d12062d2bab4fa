import { toKwhFloor } from '#lib/kernel/energy.ts';
import { paymentFields } from '#lib/kinds/parts/payment_request.ts';
import type { SaleAsk, SaleInputs } from './asks.ts';
import type { SaleSession } from './sale_step.ts';

/** An operation of the agent that takes a step of a sale. Spec: seeds/002 A3.5. */
export interface SaleRequest {
	readonly operation: 'payment_and_service';
	readonly planId: string;
	/** `data` of the request, without the action. */
	readonly data: Readonly<Record<string, unknown>>;
}

/** What a payment of an order is for: the order as a whole, none of the plan's services. */
const orderService = 'order';

/**
 * The operation that a step stands for, or null where the step goes by command: payments of the order and the hand-over go through the agent.
 * The same session version, ask and correlation id give the same request: the agent answers a repeat once.
 */
export function saleRequest(session: SaleSession, ask: SaleAsk, correlationId: string): SaleRequest | null {
	const { order } = session.data;
	if (ask.step !== 'complete' || !order) return null;
	const data = {
		...content(session, ask.input, correlationId),
		attendant_station: session.actor.station,
		session_id: session.id,
		session_version: session.version,
	};
	return { operation: 'payment_and_service', planId: order.planId, data };
}

function content({ data }: SaleSession, { payment }: SaleInputs['complete'], correlationId: string) {
	const { order, battery } = data;
	if (payment) {
		const fields = paymentFields(payment, order?.currency ?? '', correlationId);
		return { payment_data: { service_id: orderService, ...fields, payment_type: 'DEPOSIT' } };
	}
	return {
		service_data: {
			new_battery_id: battery?.id ?? '',
			energy_transferred: toKwhFloor(battery?.reading.energyWh ?? 0),
		},
	};
}
