import { minorDigits } from '#lib/kernel/money.ts';
import { localIsoPrinter } from '#lib/kernel/time_zone.ts';
import { listCharges } from '#lib/server/store/list_charges.ts';
import { loadRiderZones } from '#lib/server/store/list_rider_plans.ts';
import type { PageKey } from '#lib/server/store/page_by_key.ts';
import { storedFilter, type ChargeListFilter } from './charge_pages.ts';
import { showCharges, type ShownCharge } from './charge_shown.ts';
import { byteOrderMark, csvDecimal, csvLine, csvText } from './csv_line.ts';
import { recordReading, type Reader, type ReportParts } from './record_reading.ts';
import { textStream } from './text_stream.ts';

/** The first line of the export. */
const columns = [
	'session_id',
	'status',
	'station_id',
	'station',
	'connector',
	'started_at_utc',
	'started_at_local',
	'ended_at_utc',
	'ended_at_local',
	'time_zone',
	'duration_s',
	'energy_kwh',
	'energy_source',
	'price_per_kwh',
	'cost',
	'currency',
	'under_review',
	'corrected',
	'rating',
] as const;

/** Rows read at once: what the export holds in memory. */
const pageRows = 200;

/** The charging sessions of a rider's filter as CSV, made as fast as it is read, with the figures that the pages show. Records who read it. */
export async function exportCharges(
	parts: ReportParts,
	{ customerId, filter, reader }: { customerId: string; filter: ChargeListFilter; reader: Reader },
): Promise<ReadableStream<Uint8Array>> {
	await recordReading(parts, reader, {
		...{ action: 'session.export', subject: 'charging', stationId: filter.stationId },
		detail: { ...filter },
	});
	return textStream(chargeCsv(parts, customerId, filter));
}

async function* chargeCsv(
	parts: ReportParts,
	customerId: string,
	filter: ChargeListFilter,
): AsyncGenerator<string, void> {
	const { db } = parts.store;
	const { chosen, usual } = await loadRiderZones(db, customerId);
	const stored = storedFilter(customerId, filter, usual);
	yield byteOrderMark + csvLine(columns);
	let after: PageKey | undefined;
	do {
		const page = await listCharges(db, stored, { direction: 'desc', limit: pageRows, after });
		const shown = await showCharges(parts, page.rows, chosen);
		yield shown.map(printCharge).join('');
		after = page.next ?? undefined;
	} while (after);
}

function printCharge(charge: ShownCharge): string {
	const { startedAt, endedAt, currency, timeZone } = charge;
	const local = localIsoPrinter(timeZone);
	return csvLine([
		csvText(charge.id),
		charge.status,
		csvText(charge.station.id),
		csvText(charge.station.name),
		csvText(charge.connectorId),
		new Date(startedAt).toISOString(),
		local(startedAt),
		endedAt === null ? '' : new Date(endedAt).toISOString(),
		endedAt === null ? '' : local(endedAt),
		timeZone,
		endedAt === null ? '' : csvDecimal(endedAt - startedAt, 3, 0),
		csvDecimal(charge.energyWh, 3, 2),
		charge.source,
		csvDecimal(charge.priceMinorPerKwh, minorDigits(currency)),
		csvDecimal(charge.costMinor, minorDigits(currency)),
		currency,
		charge.isUnderReview ? 'yes' : 'no',
		charge.isCorrected ? 'yes' : 'no',
		charge.rating === null ? '' : String(charge.rating),
	]);
}
