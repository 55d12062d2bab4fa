import { minorDigits } from '#lib/kernel/money.ts';
import { localIsoPrinter } from '#lib/kernel/time_zone.ts';
import type { ListedSession } from '#lib/server/store/session_list_columns.ts';
import type { SessionFilter } from '#lib/server/store/session_list_filter.ts';
import { sessionPages } from '#lib/server/store/session_report_pages.ts';
import type { ReportStation } from '#lib/server/store/session_report_stations.ts';
import type { Db } from '#lib/server/store/store.ts';
import { byteOrderMark, csvDecimal, csvLine, csvText } from './csv_line.ts';
import { zoneWithoutStation } from './session_spans.ts';

/** The first line of the export. */
const csvColumns = [
	'session_id',
	'kind',
	'status',
	'station_id',
	'station',
	'attendant_id',
	'attendant',
	'customer_id',
	'customer',
	'plan_id',
	'started_at_utc',
	'started_at_local',
	'ended_at_utc',
	'ended_at_local',
	'time_zone',
	'duration_s',
	'energy_kwh',
	'amount',
	'currency',
	'payment',
] as const;

/** Rows read at once: what the export holds in memory. */
const pageRows = 500;

/** The export as text, a part a page: every session the filter covers, a line each, figures exact. */
export async function* sessionCsv(
	db: Db,
	filter: SessionFilter,
	stations: readonly ReportStation[],
): AsyncGenerator<string, void> {
	const print = linePrinter(stations);
	yield byteOrderMark + csvLine(csvColumns);
	for await (const page of sessionPages(db, filter, pageRows)) yield page.map(print).join('');
}

/** Prints sessions as lines, each on the clock of its station. */
function linePrinter(stations: readonly ReportStation[]): (session: ListedSession) => string {
	const nowhere = { name: null, timeZone: zoneWithoutStation, local: localIsoPrinter(zoneWithoutStation) };
	const known = new Map(
		stations.map(({ id, name, timeZone }) => [id, { name, timeZone, local: localIsoPrinter(timeZone) }]),
	);
	return (session) => {
		const { createdAt, endedAt, currency, stationId } = session;
		const { name, timeZone, local } = known.get(stationId ?? '') ?? nowhere;
		return csvLine([
			csvText(session.id),
			csvText(session.kind),
			session.status,
			csvText(stationId),
			csvText(name),
			csvText(session.actorId),
			csvText(session.actorName),
			csvText(session.customerId),
			csvText(session.customerName),
			csvText(session.planId),
			new Date(createdAt).toISOString(),
			local(createdAt),
			endedAt === null ? '' : new Date(endedAt).toISOString(),
			endedAt === null ? '' : local(endedAt),
			timeZone,
			endedAt === null ? '' : csvDecimal(endedAt - createdAt, 3, 0),
			csvDecimal(session.energyWh, 3, 2),
			currency === null ? '' : csvDecimal(session.amountMinor, minorDigits(currency)),
			csvText(currency),
			csvText(session.paymentMethod),
		]);
	};
}
