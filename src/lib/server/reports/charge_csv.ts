import { minorDigits } from '#lib/kernel/money.ts';
import { localIsoPrinter } from '#lib/kernel/time_zone.ts';
import { listCharges } from '#lib/server/store/list_charges.ts';
import { loadRiderZones } from '#lib/server/store/list_rider_plans.ts';
import type { PageKey } from '#lib/server/store/page_by_key.ts';
import { storedFilter, type ChargeListFilter } from './charge_list.ts';
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

/**
 * The charging sessions of a rider's filter as CSV, the newest first, made as fast as it is read, with the figures that the pages show: those
 * that a manager decided on where `corrected` says so. Records who read it.
 */
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
	const printLocal = zonesPrinter();
	yield byteOrderMark + csvLine(columns);
	let after: PageKey | undefined;
	do {
		const page = await listCharges(db, stored, { direction: 'desc', limit: pageRows, after });
		const shown = await showCharges(parts, page.rows, chosen);
		yield shown.map((charge) => printCharge(charge, printLocal)).join('');
		after = page.next ?? undefined;
	} while (after);
}

type LocalPrinter = (at: number, timeZone: string) => string;

/** Prints instants by the clocks of their zones: one printer for each, for to make one costs more than to print a row. */
function zonesPrinter(): LocalPrinter {
	const printers = new Map<string, (at: number) => string>();
	return (at, timeZone) => {
		const printer = printers.get(timeZone) ?? localIsoPrinter(timeZone);
		printers.set(timeZone, printer);
		return printer(at);
	};
}

function printCharge(charge: ShownCharge, printLocal: LocalPrinter): string {
	const { startedAt, endedAt, currency, timeZone } = charge;
	return csvLine([
		csvText(charge.id),
		charge.status,
		csvText(charge.station.id),
		csvText(charge.station.name),
		csvText(charge.connectorId),
		new Date(startedAt).toISOString(),
		printLocal(startedAt, timeZone),
		endedAt === null ? '' : new Date(endedAt).toISOString(),
		endedAt === null ? '' : printLocal(endedAt, timeZone),
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
