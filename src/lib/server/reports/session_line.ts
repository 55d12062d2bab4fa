import { minorDigits } from '#lib/kernel/money.ts';
import { localIsoPrinter } from '#lib/kernel/time_zone.ts';
import type { ListedSession } from '#lib/server/store/session_list_columns.ts';
import type { ReportStation } from '#lib/server/store/session_report_stations.ts';
import { csvDecimal, csvLine, csvText } from './csv_line.ts';
import { zoneWithoutStation } from './session_spans.ts';

/** Prints sessions as lines of the export, each on the clock of its station. What SQL prints by itself is the same. */
export function sessionLinePrinter(stations: readonly ReportStation[]): (session: ListedSession) => string {
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
