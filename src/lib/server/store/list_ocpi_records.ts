import { and, asc, count, eq, sql } from 'drizzle-orm';
import type { ChargeData } from '#lib/charging/data.ts';
import { placeOf, readPlace, type ChargePlace } from '#lib/charging/place.ts';
import type { ConnectorTraits, StationAddress } from '#lib/charging/site.ts';
import { changedWithin, pageOf, readTotal, type RoamingPage, type RoamingQuery } from './list_ocpi_page.ts';
import { addressColumns, traitColumns } from './place_columns.ts';
import { sessions } from './schema.ts';
import { chargeRecords } from './schema_charge_records.ts';
import { chargingSites, connectors } from './schema_charging.ts';
import type { Db } from './store.ts';

/** A charge detail record with its session and its place; null for what nobody told. */
export interface RoamingRecord extends Pick<ChargeData, 'charge' | 'progress'> {
	readonly record: typeof chargeRecords.$inferSelect;
	/** As it was sealed; that of today for records of before it was. */
	readonly place: ChargePlace | null;
}

/** A page of the records written within a range, the oldest first, and how many there are. */
export async function listRoamingRecords(db: Db, query: RoamingQuery): Promise<RoamingPage<RoamingRecord>> {
	const { at, id, stationId } = chargeRecords;
	const columns = { at, id, stationId };
	const within = changedWithin(columns, query);
	const page = pageOf(columns, query);
	// What is skipped is joined with nothing.
	const shown = db
		.select({ shownId: id })
		.from(chargeRecords)
		.where(and(within, page.where))
		.orderBy(...page.orderBy)
		.limit(page.limit)
		.offset(page.offset)
		.as('shown');
	const [found, counted] = await db.batch([
		db
			.select({
				record: chargeRecords,
				address: addressColumns,
				traits: traitColumns,
				data: sql<string | null>`json_extract(${sessions.snapshot}, '$.data')`,
			})
			.from(shown)
			.innerJoin(chargeRecords, eq(id, shown.shownId))
			.leftJoin(sessions, eq(sessions.id, chargeRecords.sessionId))
			.leftJoin(chargingSites, eq(chargingSites.stationId, stationId))
			.leftJoin(connectors, and(eq(connectors.stationId, stationId), eq(connectors.id, chargeRecords.connectorId)))
			.orderBy(asc(at), asc(id)),
		db
			.select({ total: count() })
			.from(chargeRecords)
			.where(query.after ? sql`0` : within),
	]);
	const rows = found.map(({ data, record, ...today }) => {
		const { charge, progress } = data === null ? { charge: null, progress: null } : (JSON.parse(data) as ChargeData);
		const sealed = readPlace(record.placeJson);
		const place = sealed === undefined ? placeToday(charge, today) : sealed;
		return { key: [record.at, record.id] as const, row: { record, place, charge, progress } };
	});
	return readTotal(rows, query, counted);
}

interface Today {
	readonly address: StationAddress | null;
	readonly traits: ConnectorTraits | null;
}

function placeToday(charge: ChargeData['charge'], { address, traits }: Today): ChargePlace | null {
	if (!charge) return null;
	return placeOf({ station: { ...charge.station, address }, connector: { ...charge.connector, traits } }) ?? null;
}
