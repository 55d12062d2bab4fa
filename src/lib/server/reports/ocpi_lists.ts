import { listCurves } from '#lib/server/store/list_ocpi_curves.ts';
import type { RoamingPage, RoamingQuery } from '#lib/server/store/list_ocpi_page.ts';
import { listRoamingRecords } from '#lib/server/store/list_ocpi_records.ts';
import { listRoamingSessions } from '#lib/server/store/list_ocpi_sessions.ts';
import { printOcpiCdr } from './ocpi_cdr.ts';
import { fitting, ocpiCdr, ocpiSession, type OcpiCdr, type OcpiSession } from './ocpi_objects.ts';
import type { Party } from './ocpi_party.ts';
import { printOcpiSession } from './ocpi_session.ts';
import { recordReading, type Reader, type ReportParts } from './record_reading.ts';
import type { ReportReach } from './report_reach.ts';

/** Which page of what a partner asks for. */
export interface OcpiRequest {
	readonly party: Party;
	readonly reach: ReportReach;
	readonly reader: Reader;
	readonly page: Omit<RoamingQuery, 'stations'>;
}

/** A page of objects, each one that the standard has; what cannot be one is left out of it, and counted. */
export interface OcpiPage<Object> extends Omit<RoamingPage<unknown>, 'rows'> {
	readonly objects: readonly Object[];
}

/** A page of sessions of charging, those first whose last change is the oldest; that it was read is recorded. */
export async function readOcpiSessions(parts: ReportParts, request: OcpiRequest): Promise<OcpiPage<OcpiSession>> {
	const { db } = parts.store;
	const { rows, total, next } = await listRoamingSessions(db, queryOf(request));
	const curves = await curvesOf(
		parts,
		rows.map(({ id }) => id),
	);
	const objects = rows.flatMap((row) => {
		const object = printOcpiSession(request.party, row, curves.get(row.id) ?? []);
		return object ? (fitting(ocpiSession, object) ?? []) : [];
	});
	await record(parts, request, { list: 'sessions', rows: rows.length });
	return { objects, total, next };
}

/** A page of charge detail records, the oldest first; that it was read is recorded. */
export async function readOcpiCdrs(parts: ReportParts, request: OcpiRequest): Promise<OcpiPage<OcpiCdr>> {
	const { db } = parts.store;
	const { rows, total, next } = await listRoamingRecords(db, queryOf(request));
	const curves = await curvesOf(
		parts,
		rows.map(({ record }) => record.sessionId),
	);
	const objects = rows.flatMap((row) => {
		const object = printOcpiCdr(request.party, row, curves.get(row.record.sessionId) ?? []);
		return object ? (fitting(ocpiCdr, object) ?? []) : [];
	});
	await record(parts, request, { list: 'cdrs', rows: rows.length });
	return { objects, total, next };
}

function curvesOf({ store }: ReportParts, sessionIds: readonly string[]): ReturnType<typeof listCurves> {
	return sessionIds.length === 0 ? Promise.resolve(new Map()) : listCurves(store.db, [...new Set(sessionIds)]);
}

function queryOf({ reach, page }: OcpiRequest): RoamingQuery {
	switch (reach.scope) {
		case 'all':
			return { ...page, stations: null };
		case 'stations':
			return { ...page, stations: reach.stations === '*' ? null : reach.stations };
		case 'owner':
		case 'assignee':
			return { ...page, stations: [] };
	}
}

async function record(parts: ReportParts, { reader, page }: OcpiRequest, found: { list: string; rows: number }) {
	if (found.rows === 0) return;
	const { fromMs, toMs, offset } = page;
	const detail = { ocpi: found.list, fromMs, toMs, offset, rows: found.rows };
	await recordReading(parts, reader, { action: 'session.export', subject: 'sessions', stationId: null, detail });
}
