import { toKwhFloor } from '#lib/kernel/energy.ts';
import type { SessionEvent } from '#lib/session/kind.ts';
import type { EventWords, TrackedEvent } from '#lib/session/report.ts';
import type { ChargeEvent } from './events.ts';
import { chargeActionWords } from './labels.ts';

type AnyEvent = SessionEvent & Readonly<Record<string, unknown>>;

/** An event of a charging session in words; undefined for a type that none has. */
export function tellCharge(event: AnyEvent): EventWords | undefined {
	return isChargeEvent(event) ? { title: chargeActionWords[event.type], ...details(event) } : undefined;
}

/** An event of a charging session in the audit trail; undefined for a type that none has. Energy in kWh. Spec: seeds/000 §5. */
export function trackCharge(event: AnyEvent): TrackedEvent | undefined {
	return isChargeEvent(event) ? { type: event.type.toUpperCase(), data: tracked(event) } : undefined;
}

function isChargeEvent(event: SessionEvent): event is ChargeEvent {
	return Object.hasOwn(chargeActionWords, event.type) && event.type !== 'session_created';
}

function details(event: ChargeEvent): Omit<EventWords, 'title'> {
	switch (event.type) {
		case 'start_requested':
		case 'charging_started':
			return { body: `${event.charge.station.name}, ${event.charge.connector.id}`, tone: 'accent' };
		case 'level_reported':
		case 'readings_taken':
			return { body: `${toKwhFloor(event.progress.energyWh)} kWh` };
		case 'charging_completed':
			return { body: `${toKwhFloor(event.end.progress.energyWh)} kWh`, tone: 'positive' };
		case 'charging_cancelled':
		case 'start_failed':
		case 'stop_failed':
			return { body: event.reason, tone: 'warning' };
		case 'charging_closed':
			return { body: 'No news for too long', tone: 'warning' };
		case 'stop_requested':
			return {};
	}
}

function tracked(event: ChargeEvent): Readonly<Record<string, unknown>> {
	switch (event.type) {
		case 'start_requested':
		case 'charging_started':
			return { station_id: event.charge.station.id, connector_id: event.charge.connector.id };
		case 'level_reported':
		case 'readings_taken':
			return { energy: toKwhFloor(event.progress.energyWh), battery_level: event.progress.level };
		case 'charging_completed':
			return { energy: toKwhFloor(event.end.progress.energyWh), reason: event.end.reason };
		case 'charging_cancelled':
		case 'start_failed':
		case 'stop_failed':
			return { reason: event.reason };
		case 'stop_requested':
		case 'charging_closed':
			return {};
	}
}
