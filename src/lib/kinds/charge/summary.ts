import { costMinor } from '#lib/charging/figures.ts';
import type { SessionSummary } from '#lib/session/summary.ts';
import type { ChargeData } from '#lib/charging/data.ts';

/** The columns that lists and reports show of a charging session: its connector is held while it is active. */
export function chargeSummary({ charge, progress }: ChargeData): SessionSummary {
	return {
		customerId: charge?.rider.customerId ?? null,
		customerName: charge?.rider.name ?? null,
		planId: null,
		connectorKey: charge && `${charge.station.id}/${charge.connector.id}`,
		energyWh: progress?.energyWh ?? null,
		amountMinor: charge && progress ? costMinor(progress.energyWh, charge.tariff) : 0,
		currency: charge?.tariff.currency ?? null,
		paymentMethod: null,
	};
}
