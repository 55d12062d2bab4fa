import type { Money } from '#lib/kernel/money.ts';
import { maskPhone } from '#lib/kernel/phone.ts';
import { countMoney, listMoney, type MoneyTotals, type UnsettledPayment } from '#lib/server/store/list_money.ts';
import type { MoneyState } from '#lib/server/store/list_money_candidates.ts';
import { insertAudit } from '#lib/server/store/machine_rows.ts';
import { listStations, type ReportStation } from '#lib/server/store/session_report_stations.ts';
import type { FilterIssue } from './filter_issue.ts';
import { dueReasons, type DueReason } from './money_reason.ts';
import { printPageKey, readPageKeys } from './page_key.ts';
import type { Reader, ReportParts } from './record_reading.ts';

/** Rows of one page. */
const pageRows = 50;

/** A payment of the list, told. Instants are UTC milliseconds. */
export interface ToldPayment extends Pick<
	UnsettledPayment,
	'paymentId' | 'sinceAt' | 'method' | 'reference' | 'planId' | 'planName' | 'customerName' | 'sessionStatus'
> {
	readonly paid: Money;
	readonly due: Money;
	readonly inQuota: Money;
	readonly reasons: readonly DueReason[];
	/** Masked. */
	readonly phone: string;
	readonly station: ReportStation | null;
	/** Null where there is none, or none that the reader may open. */
	readonly sessionId: string | null;
	readonly proposal: {
		readonly kind: 'refund' | 'credit';
		readonly money: Money;
		readonly by: string;
		readonly at: number;
		readonly isOwn: boolean;
	} | null;
}

/** One page of the payments whose money is to be settled. */
export interface MoneyReport {
	readonly show: MoneyState;
	/** Id of the one station that the list is about; empty for all of them. */
	readonly station: string;
	readonly stationIssue: FilterIssue | null;
	readonly stations: readonly ReportStation[];
	readonly totals: Readonly<Record<MoneyState, MoneyTotals>>;
	readonly rows: readonly ToldPayment[];
	readonly previous: string | null;
	readonly next: string | null;
}

const states: readonly MoneyState[] = ['due', 'approve', 'proposed', 'quota'];

/** Reads a page of the money that was received and bought nothing yet, and records that riders' data was read. */
export async function readMoneyList(
	parts: ReportParts,
	request: { stations: '*' | readonly string[]; params: URLSearchParams; reader: Reader },
): Promise<MoneyReport> {
	const { params, reader } = request;
	const { db } = parts.store;
	const places = await listStations(db, request.stations);
	const station = params.get('station')?.trim() ?? '';
	const isKnown = station === '' || places.some(({ id }) => id === station);
	// A station that is not the reader's narrows the list to nothing.
	const stations = station === '' ? request.stations : isKnown ? [station] : [];
	const show = states.find((state) => state === params.get('show')) ?? 'due';
	const filter = { state: show, stations, readerId: reader.id };
	const [page, totals] = await Promise.all([
		listMoney(db, filter, { ...readPageKeys(params, 2), limit: pageRows }),
		countMoney(db, filter),
	]);
	if (page.rows.length > 0) await record(parts, reader, { show, station, rows: page.rows.length });
	return {
		show,
		station,
		stationIssue: isKnown ? null : { code: 'not_your_station', value: station },
		stations: places,
		totals,
		rows: page.rows.map((row) => tell(row, { places, stations: request.stations, readerId: reader.id })),
		previous: printPageKey(page.previous),
		next: printPageKey(page.next),
	};
}

function tell(
	row: UnsettledPayment,
	{
		places,
		stations,
		readerId,
	}: { places: readonly ReportStation[]; stations: '*' | readonly string[]; readerId: string },
): ToldPayment {
	const { paymentId, sinceAt, method, reference, planId, planName, customerName, sessionStatus, currency } = row;
	const mayOpen = stations === '*' || (row.sessionStationId !== null && stations.includes(row.sessionStationId));
	const money = (amountMinor: number) => ({ amountMinor, currency });
	const { proposal } = row;
	return {
		...{ paymentId, sinceAt, method, reference, planId, planName, customerName, sessionStatus },
		paid: money(row.amountMinor),
		due: money(row.dueMinor),
		inQuota: money(row.quotaMinor),
		reasons: row.dueMinor > 0 ? dueReasons(row.dueKeys, sessionStatus) : [],
		phone: maskPhone(row.customerPhone),
		station: places.find(({ id }) => id === row.stationId) ?? null,
		sessionId: mayOpen ? row.sessionId : null,
		proposal: proposal && {
			kind: proposal.settlement.kind,
			money: proposal.money,
			by: proposal.proposedByName,
			at: proposal.at,
			isOwn: proposal.proposedBy === readerId,
		},
	};
}

async function record({ store, clock, ids }: ReportParts, reader: Reader, detail: Record<string, unknown>) {
	await store.writer.commit([
		insertAudit({
			id: ids('aud'),
			at: clock(),
			actorId: reader.id,
			action: 'payment.list',
			subject: 'payments',
			stationId: null,
			origin: reader.address,
			detail,
		}),
	]);
}
