import { and, asc, desc, eq, gt, lt, ne, sql } from 'drizzle-orm';
import type { ConnectorTraits, StationAddress } from '#lib/charging/site.ts';
import { atStations, type ChargeStations } from './list_charge_holds.ts';
import { traitColumns } from './place_columns.ts';
import { chargers, chargingSites, connectors } from './schema_charging.ts';
import { audit } from './schema_machine.ts';
import { stations } from './schema_people.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** A connector as those who look after its station know it. Power W, instants UTC milliseconds. */
export interface ManagedConnector extends ConnectorTraits {
	readonly stationId: string;
	readonly id: string;
	/** Null where no charger meters it. */
	readonly chargerId: string | null;
	readonly ratedPowerW: number | null;
	/** OCPP status, as last told. */
	readonly status: string;
	readonly statusAt: number | null;
	/** True while a session holds it. */
	readonly isHeld: boolean;
}

const columns = {
	...traitColumns,
	stationId: connectors.stationId,
	id: connectors.id,
	chargerId: connectors.chargerId,
	ratedPowerW: connectors.ratedPowerW,
	status: connectors.status,
	statusAt: connectors.statusAt,
	// Written out: of one table alone, drizzle leaves out its name, and the inner table would be meant.
	isHeld: sql<number>`exists (select 1 from sessions where sessions.connector_key = connectors.station_id || '/' || connectors.id and sessions.status = 'active' and sessions.connector_key is not null)`,
} as const;

/** A station of a list, with what is charged with there. Money minor units. */
export interface PlaceSummary {
	readonly id: string;
	readonly name: string;
	readonly currency: string;
	/** Of a kWh; null where it has none of its own. */
	readonly priceMinorPerKwh: number | null;
	readonly city: string | null;
	readonly connectors: number;
}

/** The stations by name, whether one can charge there or not. */
export async function listPlaces(db: Db, of: ChargeStations): Promise<PlaceSummary[]> {
	const { priceMinorPerKwh, city } = chargingSites;
	return db
		.select({
			...{ id: stations.id, name: stations.name, currency: stations.currency, priceMinorPerKwh, city },
			connectors: sql<number>`(select count(*) from ${connectors} where ${connectors.stationId} = ${stations.id})`,
		})
		.from(stations)
		.leftJoin(chargingSites, eq(chargingSites.stationId, stations.id))
		.where(atStations(stations.id, of))
		.orderBy(asc(stations.name), asc(stations.id));
}

/** The connectors of a station, in their order. */
export async function listManagedConnectors(db: Db, stationId: string): Promise<ManagedConnector[]> {
	const rows = await db
		.select(columns)
		.from(connectors)
		.where(eq(connectors.stationId, stationId))
		.orderBy(asc(connectors.position), asc(connectors.id));
	return rows.map((row) => ({ ...row, isHeld: row.isHeld === 1 }));
}

/** The chargers of a station, by their identity. */
export async function listStationChargers(db: Db, stationId: string): Promise<string[]> {
	const rows = await db
		.select({ id: chargers.id })
		.from(chargers)
		.where(eq(chargers.stationId, stationId))
		.orderBy(asc(chargers.id));
	return rows.map(({ id }) => id);
}

/** True if a connector of any station but this one has a code; riders may type it in small letters. */
export async function isCodeTaken(
	db: Db,
	code: string,
	{ stationId, id }: { stationId: string; id: string },
): Promise<boolean> {
	const rows = await db
		.select({ id: connectors.id })
		.from(connectors)
		.where(
			and(
				sql`upper(${connectors.code}) = ${code.toUpperCase()}`,
				sql`not (${connectors.stationId} = ${stationId} and ${connectors.id} = ${id})`,
			),
		)
		.limit(1);
	return rows.length > 0;
}

/** True if another connector than this one has the number with a charger. */
export async function isNumberTaken(
	db: Db,
	{ chargerId, evseId, id }: { chargerId: string; evseId: number; id: string },
): Promise<boolean> {
	const rows = await db
		.select({ id: connectors.id })
		.from(connectors)
		.where(and(eq(connectors.chargerId, chargerId), eq(connectors.evseId, evseId), ne(connectors.id, id)))
		.limit(1);
	return rows.length > 0;
}

/** Names the audit entry of a change at a station. */
export function placeChangeId(stationId: string, number: number): string {
	return `aud-place/${stationId}/${String(number).padStart(8, '0')}`;
}

/** The number of the last change at a station; 0 where there was none. */
export async function lastPlaceChange(db: Db, stationId: string): Promise<number> {
	const prefix = `aud-place/${stationId}/`;
	const [row] = await db
		.select({ id: audit.id })
		.from(audit)
		.where(and(gt(audit.id, prefix), lt(audit.id, `${prefix}:`)))
		.orderBy(desc(audit.id))
		.limit(1);
	return row ? Number(row.id.slice(prefix.length)) : 0;
}

/** Where a station stands and what it asks for a kWh, minor units; sessions that go on keep the price they began with. */
export function saveSite(stationId: string, site: StationAddress & { priceMinorPerKwh: number }): Statement {
	return {
		sql: 'INSERT INTO charging_sites (station_id, price_minor_per_kwh, address, city, postal_code, country, latitude, longitude) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (station_id) DO UPDATE SET price_minor_per_kwh = excluded.price_minor_per_kwh, address = excluded.address, city = excluded.city, postal_code = excluded.postal_code, country = excluded.country, latitude = excluded.latitude, longitude = excluded.longitude',
		args: [
			stationId,
			site.priceMinorPerKwh,
			site.address,
			site.city,
			site.postalCode,
			site.country,
			site.latitude,
			site.longitude,
		],
	};
}

/** What somebody says of a connector. */
export type ConnectorEntry = ConnectorTraits & Pick<ManagedConnector, 'chargerId' | 'ratedPowerW'>;

/** A new connector, behind all others of its station. */
export function insertConnector(stationId: string, id: string, entry: ConnectorEntry): Statement {
	return {
		sql: 'INSERT INTO connectors (station_id, id, code, charger_id, evse_id, rated_power_w, standard, format, power_type, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM connectors WHERE station_id = ?))',
		args: [
			...[stationId, id, entry.code, entry.chargerId, entry.evseId, entry.ratedPowerW],
			...[entry.standard, entry.format, entry.powerType, stationId],
		],
	};
}

/** Changes a connector; how it stands stays as it was told. */
export function updateConnector(stationId: string, id: string, entry: ConnectorEntry): Statement {
	return {
		sql: 'UPDATE connectors SET code = ?, charger_id = ?, evse_id = ?, rated_power_w = ?, standard = ?, format = ?, power_type = ? WHERE station_id = ? AND id = ?',
		args: [
			...[entry.code, entry.chargerId, entry.evseId, entry.ratedPowerW, entry.standard, entry.format],
			...[entry.powerType, stationId, id],
		],
	};
}

/** Forgets what was told of a connector: another charger speaks of it from now on, or nobody does. */
export function resetConnector(stationId: string, id: string): Statement {
	return {
		sql: "UPDATE connectors SET status = 'Available', status_at = NULL, error_code = NULL, last_register_wh = NULL WHERE station_id = ? AND id = ?",
		args: [stationId, id],
	};
}

/** Nobody charges at a connector any more: no charger speaks of it, and its number with that is free. */
export function retireConnector(stationId: string, id: string, at: number): Statement {
	return {
		sql: "UPDATE connectors SET charger_id = NULL, status = 'Unavailable', status_at = ?, error_code = NULL, last_register_wh = NULL WHERE station_id = ? AND id = ?",
		args: [at, stationId, id],
	};
}
