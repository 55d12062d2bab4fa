import type { Money } from '#lib/kernel/money.ts';
import { maskPhone } from '#lib/kernel/phone.ts';
import { listChargeDisputes } from '#lib/server/store/list_charge_disputes.ts';
import { listChargeHolds, type ChargeStations, type ListedCharge } from '#lib/server/store/list_charge_holds.ts';
import { listOrphanTransactions, type OrphanTransaction } from '#lib/server/store/list_charger_transactions.ts';
import {
	countCharging,
	listChargers,
	type ChargingCounts,
	type ListedCharger,
} from '#lib/server/store/list_chargers.ts';
import { listRunningCharges, type RunningCharge } from '#lib/server/store/list_running_charges.ts';
import type { KeyedPage, KeyedRequest } from '#lib/server/store/page_by_key.ts';
import { listStations, type ReportStation } from '#lib/server/store/session_report_stations.ts';
import type { FilterIssue } from './filter_issue.ts';
import { printPageKey, readPageKeys } from './page_key.ts';
import { recordReading, type Reader, type ReportParts } from './record_reading.ts';

/** Rows of one page. */
const pageRows = 50;

/** What of charging a manager looks at. */
export type ChargingView = keyof ChargingCounts;

/** A session of the lists, told by its own figures. Instants are UTC milliseconds. */
export interface ToldListedCharge {
	readonly id: string;
	readonly sessionId: string;
	readonly isCancelled: boolean;
	readonly customerName: string;
	/** Masked. */
	readonly phone: string;
	readonly station: ReportStation | null;
	readonly connector: string;
	readonly energyWh: number;
	/** Null where no currency is known. */
	readonly cost: Money | null;
	readonly startedAt: number;
	/** Since when it waits. */
	readonly sinceAt: number;
	/** Why it is held: codes of `charging/flags.ts`; the category of a dispute. */
	readonly reasons: readonly string[];
	/** What the rider says; null for what is held. */
	readonly text: string | null;
}

/** A session that goes on. Instants are UTC milliseconds. */
export interface ToldRunningCharge extends Omit<
	ToldListedCharge,
	'id' | 'isCancelled' | 'sinceAt' | 'reasons' | 'text'
> {
	readonly stage: 'waiting' | 'charging' | 'stopping';
	/** When something was last told of it. */
	readonly newsAt: number;
}

/** One page of what managers of charging see to; only the list that is shown is filled. */
export interface ChargingReport {
	readonly show: ChargingView;
	/** Id of the one station that the list is about; empty for all of them. */
	readonly station: string;
	readonly stationIssue: FilterIssue | null;
	readonly stations: readonly ReportStation[];
	readonly counts: ChargingCounts;
	readonly charges: readonly ToldListedCharge[];
	readonly running: readonly ToldRunningCharge[];
	readonly transactions: readonly (OrphanTransaction & { readonly station: ReportStation | null })[];
	readonly chargers: readonly (ListedCharger & { readonly station: ReportStation | null })[];
	readonly previous: string | null;
	readonly next: string | null;
	/** UTC milliseconds. */
	readonly now: number;
}

const views: readonly ChargingView[] = ['held', 'running', 'disputes', 'transactions', 'chargers'];

/** Reads a page of a list, and records that riders' data was read. */
export async function readChargingList(
	parts: ReportParts,
	request: { stations: ChargeStations; params: URLSearchParams; reader: Reader },
): Promise<ChargingReport> {
	const { params, reader } = request;
	const { db } = parts.store;
	const places = await listStations(db, request.stations);
	const station = params.get('station')?.trim() ?? '';
	const isKnown = station === '' || places.some(({ id }) => id === station);
	// A station that is not the reader's narrows the list to nothing.
	const stations = station === '' ? request.stations : isKnown ? [station] : [];
	const show = views.find((view) => view === params.get('show')) ?? 'held';
	const [page, counts] = await Promise.all([
		readPage(parts, { show, stations, places }, params),
		countCharging(db, stations),
	]);
	const rows = page.charges.length + page.running.length;
	if (rows > 0)
		await recordReading(parts, reader, {
			action: 'session.list',
			subject: 'sessions',
			stationId: null,
			detail: { charging: show, station, rows },
		});
	return {
		...{ show, station, stations: places, counts, now: parts.clock(), ...page },
		stationIssue: isKnown ? null : { code: 'not_your_station', value: station },
	};
}

type Page = Pick<ChargingReport, 'charges' | 'running' | 'transactions' | 'chargers' | 'previous' | 'next'>;

async function readPage(
	{ store: { db } }: ReportParts,
	{ show, stations, places }: { show: ChargingView; stations: ChargeStations; places: readonly ReportStation[] },
	params: URLSearchParams,
): Promise<Page> {
	const request: KeyedRequest = {
		...readPageKeys(params, show === 'transactions' || show === 'chargers' ? 1 : 2),
		limit: pageRows,
	};
	const placed = <Row extends { readonly stationId: string }>(row: Row) => ({
		...row,
		station: places.find(({ id }) => id === row.stationId) ?? null,
	});
	switch (show) {
		case 'held': {
			const page = await listChargeHolds(db, stations, request);
			const charges = page.rows.map(({ hold, ...row }) => ({
				...tell(row, placed(hold).station),
				...{ id: hold.id, sinceAt: hold.openedAt, reasons: hold.reasons.map(({ code }) => code), text: null },
			}));
			return { ...around(page), charges };
		}
		case 'running': {
			const page = await listRunningCharges(db, stations, request);
			const running = page.rows.map((row) => tellRunning(row, places));
			return { ...around(page), running };
		}
		case 'disputes': {
			const page = await listChargeDisputes(db, stations, request);
			const charges = page.rows.map(({ dispute, ...row }) => ({
				...tell(row, placed(dispute).station),
				...{ id: dispute.id, sinceAt: dispute.at, reasons: [dispute.category], text: dispute.text },
			}));
			return { ...around(page), charges };
		}
		case 'transactions': {
			const page = await listOrphanTransactions(db, stations, request);
			return { ...around(page), transactions: page.rows.map(placed) };
		}
		case 'chargers': {
			const page = await listChargers(db, stations, request);
			return { ...around(page), chargers: page.rows.map(placed) };
		}
	}
}

function around({ previous, next }: Pick<KeyedPage<unknown>, 'previous' | 'next'>): Page {
	return {
		...{ charges: [], running: [], transactions: [], chargers: [] },
		previous: printPageKey(previous),
		next: printPageKey(next),
	};
}

function tell(
	row: ListedCharge,
	station: ReportStation | null,
): Omit<ToldListedCharge, 'id' | 'sinceAt' | 'reasons' | 'text'> {
	const { sessionId, customerName, customerPhone, connectorKey, energyWh, amountMinor, currency, startedAt } = row;
	return {
		...{ sessionId, customerName, station, energyWh, startedAt },
		isCancelled: row.status === 'cancelled',
		phone: maskPhone(customerPhone),
		connector: connectorKey?.slice(connectorKey.indexOf('/') + 1) ?? '',
		cost: currency === null ? null : { amountMinor, currency },
	};
}

function tellRunning(row: RunningCharge, places: readonly ReportStation[]): ToldRunningCharge {
	const { isCancelled: _, ...told } = tell(row, places.find(({ id }) => id === row.stationId) ?? null);
	const stage = row.state !== 'charging' ? 'waiting' : row.stopAt === null ? 'charging' : 'stopping';
	return { ...told, stage, newsAt: row.newsAt };
}
