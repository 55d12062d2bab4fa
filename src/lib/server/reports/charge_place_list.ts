import type { Money } from '#lib/kernel/money.ts';
import {
	lastPlaceChange,
	listManagedConnectors,
	listPlaces,
	listStationChargers,
	type ManagedConnector,
	type PlaceSummary,
} from '#lib/server/store/charger_place_rows.ts';
import { loadChargingPlace, type ChargingPlace } from '#lib/server/store/charging_places.ts';
import type { ChargeStations } from '#lib/server/store/list_charge_holds.ts';
import { connectorFormats, connectorTypes, powerTypes } from './ocpi_connector_types.ts';
import type { ReportParts } from './record_reading.ts';

/** What reading of stations needs: the operator's own price serves those that have none. */
type PlaceParts = Pick<ReportParts, 'store'> & {
	readonly chargeTariff?: { readonly currency: string; readonly priceMinorPerKwh: number } | null;
};

/** What a kWh costs at a station. */
interface Prices {
	/** Its own; null where it has none. */
	readonly price: Money | null;
	/** What is asked where it has none; null where nobody can charge then. */
	readonly defaultPrice: Money | null;
}

/** A station of a list. */
export type ListedPlace = Omit<PlaceSummary, 'priceMinorPerKwh' | 'currency'> & Prices;

/** A station as those who look after it see it, with what its forms offer. */
export interface ManagedPlace extends Omit<ChargingPlace, 'priceMinorPerKwh'>, Prices {
	readonly connectors: readonly ManagedConnector[];
	/** Its chargers. */
	readonly chargers: readonly string[];
	/** The number of the last change. */
	readonly seen: number;
	/** ConnectorType, ConnectorFormat and PowerType of OCPI. */
	readonly offered: {
		readonly standards: readonly string[];
		readonly formats: readonly string[];
		readonly powerTypes: readonly string[];
	};
}

/** The stations of a list by name, with their prices. */
export async function readManagedPlaces(
	{ store, chargeTariff = null }: PlaceParts,
	stations: ChargeStations,
): Promise<ListedPlace[]> {
	const rows = await listPlaces(store.db, stations);
	return rows.map(({ priceMinorPerKwh, currency, ...row }) => ({
		...row,
		price: priceOf(priceMinorPerKwh, currency),
		defaultPrice: defaultOf(chargeTariff),
	}));
}

/** A station of the list, as its page shows it; null if there is none. */
export async function readManagedPlace(
	parts: PlaceParts,
	id: string,
	stations: ChargeStations,
): Promise<ManagedPlace | null> {
	if (stations !== '*' && !stations.includes(id)) return null;
	const { db } = parts.store;
	// What was seen is read first: a change in between is then refused, never taken over.
	const seen = await lastPlaceChange(db, id);
	const [place, connectors, chargers] = await Promise.all([
		loadChargingPlace(db, id),
		listManagedConnectors(db, id),
		listStationChargers(db, id),
	]);
	if (!place) return null;
	const { priceMinorPerKwh, ...rest } = place;
	return {
		...{ ...rest, connectors, chargers, seen },
		price: priceOf(priceMinorPerKwh, place.currency),
		defaultPrice: defaultOf(parts.chargeTariff ?? null),
		offered: { standards: connectorTypes, formats: connectorFormats, powerTypes },
	};
}

function priceOf(amountMinor: number | null, currency: string): Money | null {
	return amountMinor === null ? null : { amountMinor, currency };
}

function defaultOf(tariff: PlaceParts['chargeTariff'] | null): Money | null {
	return tariff ? { amountMinor: tariff.priceMinorPerKwh, currency: tariff.currency } : null;
}
