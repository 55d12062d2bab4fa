import { costMinor } from '#lib/charging/figures.ts';
import { placeOf } from '#lib/charging/place.ts';
import { localMonthAt } from '#lib/kernel/time_zone.ts';
import type { ChargeMove } from '#lib/ledger/moves.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { ChargeState } from './machine.ts';
import type { ChargeData } from '#lib/charging/data.ts';

/** What an ended session puts into the ledger: what was sold, or that it is held until a person has decided. Nothing where nothing began. */
export function settleCharge({ id, data, status }: SessionRecord<ChargeState, ChargeData>): readonly ChargeMove[] {
	const { charge, progress, end } = data;
	if (!charge || !progress || !end) return [];
	if (status === 'cancelled' && progress.flags.length === 0) return [];
	const place = placeOf(charge);
	return [
		{
			ledger: 'charge',
			key: `${id}-1`,
			sessionId: id,
			customerId: charge.rider.customerId,
			station: { id: charge.station.id, name: charge.station.name },
			connectorId: charge.connector.id,
			...(place !== undefined && { place }),
			energyWh: progress.energyWh,
			costMinor: costMinor(progress.energyWh, charge.tariff),
			currency: charge.tariff.currency,
			priceMinorPerKwh: charge.tariff.priceMinorPerKwh,
			startedAt: charge.startedAt,
			endedAt: end.at,
			month: localMonthAt(charge.startedAt, charge.timeZone),
			held: progress.flags,
		},
	];
}
