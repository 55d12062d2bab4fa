import type { ChargeStart, ChargeTariff } from '#lib/charging/charge.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { Engine } from '../../engine/engine.ts';
import { listPlaceConnectors, loadChargingPlace, type PlaceConnector } from '../../store/charging_places.ts';

/** Where somebody charges: a station and a connector of it, as the session keeps them. */
interface Place {
	readonly station: ChargeStart['station'];
	readonly connector: ChargeStart['connector'];
	readonly tariff: ChargeTariff;
	/** The connector's row; null where we have none. */
	readonly row: PlaceConnector | null;
}

/** What stations are called of which we know nothing. Spec: seeds/001 «Invalid stationId». */
const genericName = 'Charging station';

/** Finds the place of a session: an unknown station is a generic one with the operator's price; without any price nobody charges. */
export async function findPlace(engine: Engine, stationId: string, connectorId: string): Promise<Result<Place>> {
	const known = await loadChargingPlace(engine.store.db, stationId);
	const tariff = tariffOf(engine, known);
	const name = known?.name ?? genericName;
	if (!tariff) return refuse('TARIFF_MISSING', { station: name });
	const connectors = known ? await listPlaceConnectors(engine.store.db, stationId) : [];
	const row = connectors.find(({ id }) => id === connectorId) ?? null;
	if (!row && connectors.length > 0) return refuse('CONNECTOR_UNKNOWN', { station: name, connector: connectorId });
	return ok({
		station: { id: stationId, name, timeZone: known?.timeZone ?? 'UTC', address: known?.address ?? null },
		connector: {
			id: connectorId,
			ratedPowerW: row?.ratedPowerW ?? null,
			chargerId: row?.chargerId ?? null,
			traits: row?.traits ?? null,
		},
		tariff,
		row,
	});
}

function tariffOf({ chargeTariff }: Engine, place: Awaited<ReturnType<typeof loadChargingPlace>>): ChargeTariff | null {
	if (place && place.priceMinorPerKwh !== null)
		return { currency: place.currency, priceMinorPerKwh: place.priceMinorPerKwh, origin: 'station' };
	return chargeTariff ? { ...chargeTariff, origin: 'default' } : null;
}

/** Refuses a connector that cannot begin: out of order, or with a charger that is not connected. */
export function usable(row: PlaceConnector | null): Result<void> {
	if (!row) return ok(undefined);
	if (row.status === 'Faulted' || row.status === 'Unavailable') return refuse('CONNECTOR_OUT_OF_ORDER');
	return row.chargerId !== null && !row.isConnected ? refuse('CHARGER_OFFLINE') : ok(undefined);
}
