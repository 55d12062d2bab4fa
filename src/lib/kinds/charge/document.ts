import { averagePowerKw, costMinor, toMinutes } from '#lib/charging/figures.ts';
import { toKwhFloor } from '#lib/kernel/energy.ts';
import { toMajor } from '#lib/kernel/money.ts';
import { isoOf } from '#lib/session/document.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { chargePhase } from './phase.ts';
import type { ChargeState } from './machine.ts';
import type { ChargeData } from '#lib/charging/data.ts';

/**
 * A charging session in the JSON shape of seeds/001: kWh with 2 decimals, minutes, kW, money in major units. What the spec does not have
 * stands at the end. An active session prints its figures as the last report left them.
 */
export function chargeDocument({
	id,
	data,
	status,
	state,
}: SessionRecord<ChargeState, ChargeData>): Record<string, unknown> {
	const { charge, progress, end, rating, cancelReason } = data;
	const energyWh = progress?.energyWh ?? 0;
	const durationMs = charge && progress ? (end?.at ?? progress.newsAt) - charge.startedAt : 0;
	const currency = charge?.tariff.currency ?? null;
	return {
		id,
		userId: charge?.rider.userId ?? null,
		stationId: charge?.station.id ?? null,
		stationName: charge?.station.name ?? null,
		connectorId: charge?.connector.id ?? null,
		startTime: isoOf(charge?.startedAt),
		endTime: isoOf(end?.at),
		duration: toMinutes(durationMs),
		energyDelivered: toKwhFloor(energyWh),
		totalCost: charge && currency ? toMajor(costMinor(energyWh, charge.tariff), currency) : 0,
		averagePower: averagePowerKw(energyWh, durationMs),
		batteryLevel: progress?.level ?? charge?.levelStart ?? null,
		batteryLevelStart: charge?.levelStart ?? null,
		status,
		stationRating: rating,
		currency,
		pricePerKWh: charge && currency ? toMajor(charge.tariff.priceMinorPerKwh, currency) : null,
		phase: chargePhase({ state, data }),
		power: progress?.powerW === null || progress === null ? null : Math.round(progress.powerW / 10) / 100,
		energySource: progress?.source ?? 'none',
		lastUpdate: isoOf(progress?.newsAt),
		endReason: end?.reason ?? null,
		cancelReason,
		flags: (progress?.flags ?? []).map(({ code, at, value, limit }) => ({ code, at: isoOf(at), value, limit })),
	};
}
