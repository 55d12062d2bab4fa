import type { Money } from '#lib/kernel/money.ts';
import { listChargingSites, type SiteConnectorRow, type SiteRow } from '#lib/server/store/list_charging_sites.ts';
import type { ReportParts } from './record_reading.ts';

/** Whether somebody can charge at a connector now. */
export type ConnectorState = 'free' | 'busy' | 'out_of_order' | 'unreachable';

/** A connector of a station; power in W. */
export interface ToldConnector extends Pick<SiteConnectorRow, 'id' | 'code' | 'ratedPowerW' | 'standard'> {
	/** False where the vehicle's own word is all there is. */
	readonly isMetered: boolean;
	readonly state: ConnectorState;
}

/** A station at which vehicles are charged. */
export interface ToldSite extends Pick<SiteRow, 'id' | 'name' | 'address' | 'city' | 'latitude' | 'longitude'> {
	/** Of a kWh; null where none is known, and nobody can charge. */
	readonly price: Money | null;
	readonly connectors: readonly ToldConnector[];
}

/** What reading of stations needs: the operator's own price serves those that have none. */
type PlaceParts = Pick<ReportParts, 'store'> & {
	readonly chargeTariff?: { readonly currency: string; readonly priceMinorPerKwh: number } | null;
};

/** Reads the stations at which vehicles are charged, by name, with their connectors as they are now. */
export async function readChargingSites({ store, chargeTariff = null }: PlaceParts): Promise<ToldSite[]> {
	const { sites, connectors } = await listChargingSites(store.db);
	return sites.map(({ currency, priceMinorPerKwh, ...site }) => ({
		...site,
		price:
			priceMinorPerKwh !== null
				? { amountMinor: priceMinorPerKwh, currency }
				: chargeTariff && { amountMinor: chargeTariff.priceMinorPerKwh, currency: chargeTariff.currency },
		connectors: connectors.filter(({ stationId }) => stationId === site.id).map(tellConnector),
	}));
}

const busyStatuses = new Set(['Charging', 'SuspendedEV', 'SuspendedEVSE', 'Reserved']);

function tellConnector(row: SiteConnectorRow): ToldConnector {
	const { id, code, ratedPowerW, standard, chargerId } = row;
	return { id, code, ratedPowerW, standard, isMetered: chargerId !== null, state: stateOf(row) };
}

/** A cable that is only plugged in (`Preparing`, `Occupied`) is free: it may be that of whoever asks. */
function stateOf({ status, isReachable, isHeld }: SiteConnectorRow): ConnectorState {
	if (status === 'Faulted' || status === 'Unavailable') return 'out_of_order';
	if (!isReachable) return 'unreachable';
	return isHeld || busyStatuses.has(status) ? 'busy' : 'free';
}
