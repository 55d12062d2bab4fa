import { phoneIntent } from '#lib/kinds/parts/phone_intent.ts';
import type { TakingEvent } from '#lib/kinds/parts/taking_events.ts';
import type { Effect, ErpEffect, PublishEffect, PushEffect } from '#lib/server/ports.ts';
import type { SwapEvent } from './events.ts';
import type { SwapSession } from './swap_step.ts';

type PushRequested = TakingEvent<'push_requested'>;

/** What a swap asks of the outside: money of a phone; and once it has ended, how, for monitors, and what was rendered, for billing. */
export function swapEffects(session: SwapSession, events: readonly SwapEvent[]): Effect[] {
	const planId = session.data.identification?.planId;
	const last = events.at(-1);
	if (!planId || !last) return [];
	if (last.type === 'push_requested') return [pushEffect(session, planId, last)];
	if (session.status === 'active') return [];
	const usage = events.some((event) => event.type === 'service_completed') ? [usageOf(session, planId, last.at)] : [];
	return [workflowMessage(session, planId, last), ...usage];
}

function pushEffect(session: SwapSession, planId: string, event: PushRequested): PushEffect {
	const currency = session.data.price?.currency ?? '';
	return {
		kind: 'mobile_money',
		intent: phoneIntent(session, event, { planId, currency, description: 'Battery swap' }),
	};
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
