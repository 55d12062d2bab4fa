import { costMinor } from '#lib/charging/figures.ts';
import type { SessionSummary } from '#lib/session/summary.ts';
import type { ChargeData } from '#lib/charging/data.ts';

/**
 * The columns that lists and reports show of a charging session. Energy and money count once they are sold: never while it goes on, is held
 * or was cancelled. Its connector is held while it is active.
 */
export function chargeSummary({ charge, progress, end, cancelReason }: ChargeData): SessionSummary {
	const isSold = end !== null && cancelReason === null && progress?.flags.length === 0;
	return {
		customerId: charge?.rider.customerId ?? null,
		customerName: charge?.rider.name ?? null,
		planId: null,
		connectorKey: charge && `${charge.station.id}/${charge.connector.id}`,
		energyWh: isSold ? progress.energyWh : null,
		amountMinor: charge && isSold ? costMinor(progress.energyWh, charge.tariff) : 0,
		currency: charge?.tariff.currency ?? null,
		paymentMethod: null,
	};
}
