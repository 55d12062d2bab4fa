import { asc, eq, sql } from 'drizzle-orm';
import { sessions } from './schema.ts';
import { chargers, chargingSites, connectors } from './schema_charging.ts';
import { stations } from './schema_people.ts';
import type { Db } from './store.ts';

/** A station with connectors; what nobody told of it is null. Money minor units. */
export interface SiteRow {
	readonly id: string;
	readonly name: string;
	readonly currency: string;
	readonly priceMinorPerKwh: number | null;
	readonly address: string | null;
	readonly city: string | null;
	/** Degrees, WGS 84. */
	readonly latitude: number | null;
	readonly longitude: number | null;
}

/** A connector as whoever wants to charge looks at it; power in W. */
export interface SiteConnectorRow {
	readonly stationId: string;
	readonly id: string;
	/** What its QR code says. */
	readonly code: string;
	readonly ratedPowerW: number | null;
	/** OCPI ConnectorType. */
	readonly standard: string;
	/** OCPP status, as last told. */
	readonly status: string;
	readonly chargerId: string | null;
	/** True unless its charger has no connection. */
	readonly isReachable: boolean;
	/** True while a session holds it. */
	readonly isHeld: boolean;
}

/** The most stations of a list that is read without a map. */
const siteLimit = 500;

const connectorColumns = {
	stationId: connectors.stationId,
	id: connectors.id,
	code: connectors.code,
	ratedPowerW: connectors.ratedPowerW,
	standard: connectors.standard,
	status: connectors.status,
	chargerId: connectors.chargerId,
	isReachable: sql<number>`${connectors.chargerId} is null or (${chargers.connectedAt} is not null and coalesce(${chargers.disconnectedAt}, -1) < ${chargers.connectedAt})`,
	isHeld: sql<number>`exists (select 1 from ${sessions} where ${sessions.connectorKey} = ${connectors.stationId} || '/' || ${connectors.id} and ${sessions.status} = 'active' and ${sessions.connectorKey} is not null)`,
} as const;

/** The stations at which vehicles are charged, by name, with their connectors. */
export async function listChargingSites(db: Db): Promise<{ sites: SiteRow[]; connectors: SiteConnectorRow[] }> {
	const { id, name, currency } = stations;
	const { priceMinorPerKwh, address, city, latitude, longitude } = chargingSites;
	const [sites, rows] = await db.batch([
		db
			.select({ id, name, currency, priceMinorPerKwh, address, city, latitude, longitude })
			.from(stations)
			.leftJoin(chargingSites, eq(chargingSites.stationId, stations.id))
			.where(sql`exists (select 1 from ${connectors} where ${connectors.stationId} = ${stations.id})`)
			.orderBy(asc(name), asc(id))
			.limit(siteLimit),
		db
			.select(connectorColumns)
			.from(connectors)
			.leftJoin(chargers, eq(chargers.id, connectors.chargerId))
			.orderBy(asc(connectors.stationId), asc(connectors.position), asc(connectors.id)),
	]);
	return {
		sites,
		connectors: rows.map((row) => ({ ...row, isReachable: row.isReachable === 1, isHeld: row.isHeld === 1 })),
	};
}
