import { and, eq } from 'drizzle-orm';
import type { ConnectorTraits, StationAddress } from '#lib/charging/site.ts';
import { addressColumns, traitColumns } from './place_columns.ts';
import { chargers, chargingSites, connectors, riderSettings } from './schema_charging.ts';
import { stations } from './schema_people.ts';
import type { Db } from './store.ts';

/** A station as charging sees it; price and address are null where it has none of its own. */
export interface ChargingPlace {
	readonly id: string;
	readonly name: string;
	readonly timeZone: string;
	readonly currency: string;
	readonly priceMinorPerKwh: number | null;
	readonly address: StationAddress | null;
}

/** A connector with the charger that meters it; null where none does. */
export interface PlaceConnector {
	readonly stationId: string;
	readonly id: string;
	readonly evseId: number;
	readonly ratedPowerW: number | null;
	readonly status: string;
	readonly chargerId: string | null;
	readonly isConnected: boolean;
	readonly traits: ConnectorTraits;
}

/** The station of an id; null if there is none. */
export async function loadChargingPlace(db: Db, stationId: string): Promise<ChargingPlace | null> {
	const [row] = await db
		.select({
			id: stations.id,
			name: stations.name,
			timeZone: stations.timeZone,
			currency: stations.currency,
			priceMinorPerKwh: chargingSites.priceMinorPerKwh,
			address: addressColumns,
		})
		.from(stations)
		.leftJoin(chargingSites, eq(chargingSites.stationId, stations.id))
		.where(eq(stations.id, stationId))
		.limit(1);
	return row ?? null;
}

const connectorColumns = {
	stationId: connectors.stationId,
	id: connectors.id,
	evseId: connectors.evseId,
	ratedPowerW: connectors.ratedPowerW,
	status: connectors.status,
	chargerId: connectors.chargerId,
	connectedAt: chargers.connectedAt,
	disconnectedAt: chargers.disconnectedAt,
	traits: traitColumns,
} as const;

/** The connectors of a station. */
export async function listPlaceConnectors(db: Db, stationId: string): Promise<PlaceConnector[]> {
	const rows = await db
		.select(connectorColumns)
		.from(connectors)
		.leftJoin(chargers, eq(chargers.id, connectors.chargerId))
		.where(eq(connectors.stationId, stationId))
		.orderBy(connectors.position, connectors.id);
	return rows.map(toConnector);
}

/** The connector that a charger knows by a number; null if nobody told us of it. */
export async function loadChargerConnector(db: Db, chargerId: string, evseId: number): Promise<PlaceConnector | null> {
	const [row] = await db
		.select(connectorColumns)
		.from(connectors)
		.leftJoin(chargers, eq(chargers.id, connectors.chargerId))
		.where(and(eq(connectors.chargerId, chargerId), eq(connectors.evseId, evseId)))
		.limit(1);
	return row ? toConnector(row) : null;
}

function toConnector({
	connectedAt,
	disconnectedAt,
	...connector
}: Omit<PlaceConnector, 'isConnected'> & {
	connectedAt: number | null;
	disconnectedAt: number | null;
}): PlaceConnector {
	return {
		...connector,
		isConnected: connectedAt !== null && (disconnectedAt === null || disconnectedAt < connectedAt),
	};
}

/** What a rider set for charging; null for what was never set. */
export async function loadRiderSettings(
	db: Db,
	customerId: string,
): Promise<{ timeZone: string | null; vehicleWh: number | null }> {
	const [row] = await db
		.select({ timeZone: riderSettings.timeZone, vehicleWh: riderSettings.vehicleWh })
		.from(riderSettings)
		.where(eq(riderSettings.customerId, customerId))
		.limit(1);
	return row ?? { timeZone: null, vehicleWh: null };
}
