import type { Effect, ErpEffect, PublishEffect } from '#lib/server/ports.ts';
import type { SwapEvent } from './events.ts';
import type { SwapSession } from './swap_step.ts';

/** What a swap tells the outside: how it ended, on the monitors' workflow topic of its plan; and what was rendered, to billing. */
export function swapEffects(session: SwapSession, events: readonly SwapEvent[]): Effect[] {
	const planId = session.data.identification?.planId;
	const last = events.at(-1);
	if (!planId || !last || session.status === 'active') return [];
	const usage = events.some((event) => event.type === 'service_completed') ? [usageOf(session, planId, last.at)] : [];
	return [workflowMessage(session, planId, last), ...usage];
}

function workflowMessage(session: SwapSession, planId: string, event: SwapEvent): PublishEffect {
	return {
		kind: 'mqtt_publish',
		topic: `meta/abs/attendant/plan/${planId}/workflow`,
		payload: {
			session_id: session.id,
			session_type: 'ATTENDANT_SWAP',
			version: session.version,
			event_type: event.type.toUpperCase(),
			status: session.status,
			station: session.actor.station,
			actor: { type: session.actor.type, id: session.actor.id },
			timestamp: new Date(event.at).toISOString(),
		},
	};
}

/** Spec: seeds/002 A4, Usage Reporting to Odoo: here without a message of the attendant's, since the session knows it all. */
function usageOf(session: SwapSession, planId: string, at: number): ErpEffect {
	const { customer, oldBattery, newBattery, price } = session.data;
	if (!customer) throw new TypeError('A swap is completed for a customer');
	return {
		kind: 'erp',
		task: {
			type: 'usage',
			usageId: session.id,
			planId,
			customer: { id: customer.id, name: customer.name, phone: customer.phone, email: null },
			usageType: 'battery_swap_completed',
			newBatteryId: newBattery?.id ?? null,
			oldBatteryId: oldBattery?.id ?? null,
			energyWh: price ? Math.max(0, price.diffWh) : null,
			durationSeconds: Math.round((at - session.createdAt) / 1000),
			stationId: session.actor.station,
			at,
		},
	};
}
