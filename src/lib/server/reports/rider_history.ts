import { shortBatteryId } from '#lib/kernel/battery_reading.ts';
import type { Money } from '#lib/kernel/money.ts';
import { listRiderPayments, type RiderPayment } from '#lib/server/store/list_rider_payments.ts';
import type { RiderZones } from '#lib/server/store/list_rider_plans.ts';
import { listRiderSwaps, type RiderSwap } from '#lib/server/store/list_rider_swaps.ts';
import type { KeyedRequest } from '#lib/server/store/page_by_key.ts';
import { printPageKey } from './page_key.ts';
import type { ReportParts } from './record_reading.ts';

/** A page of what happened under a plan, and whose plan it is. */
export interface HistoryRequest {
	readonly planId: string;
	readonly customerId: string;
	readonly zones: RiderZones;
	readonly keys: Omit<KeyedRequest, 'limit'>;
	/** The most rows. */
	readonly limit: number;
}

/** A page of rows, with the keys of the pages beside it as they stand in an address. */
export interface HistoryPage<Row> {
	readonly rows: readonly Row[];
	readonly previous: string | null;
	readonly next: string | null;
}

/** What money of a payment is for now. */
export type PaymentUse = 'service' | 'quota' | 'refund_due' | 'refunded' | 'suspense';

/** A payment as whoever paid reads it. */
export interface ToldPayment {
	readonly id: string;
	/** UTC milliseconds. */
	readonly at: number;
	readonly timeZone: string;
	readonly method: string;
	readonly reference: string;
	readonly type: string;
	readonly paid: Money;
	/** What became of the money; only what is not zero. */
	readonly uses: readonly { readonly use: PaymentUse; readonly money: Money }[];
}

/** A battery that was handed out, with the one that came back for it. Energies in Wh; null where nobody told. */
export interface ToldSwap {
	readonly id: string;
	/** UTC milliseconds. */
	readonly at: number;
	readonly timeZone: string;
	readonly shortId: string;
	readonly outWh: number | null;
	/** Null where none came back with it. */
	readonly returnedShortId: string | null;
	readonly inWh: number | null;
	readonly stationName: string | null;
	/** What was paid for it; null where it was sold with a plan, or in no session. */
	readonly cost: Money | null;
	/** The session whose receipt the rider may open; null if there is none. */
	readonly receiptOf: string | null;
}

const uses: readonly PaymentUse[] = ['service', 'quota', 'refund_due', 'refunded', 'suspense'];

/** A page of the payments for a plan, the newest first. */
export async function readRiderPayments(
	{ store }: ReportParts,
	{ planId, zones, keys, limit }: HistoryRequest,
): Promise<HistoryPage<ToldPayment>> {
	const page = await listRiderPayments(store.db, planId, { ...keys, limit });
	return paged(page, (payment) => tellPayment(payment, zones));
}

/** A page of the swaps of a plan, the newest first. */
export async function readRiderSwaps(
	{ store }: ReportParts,
	{ planId, customerId, zones, keys, limit }: HistoryRequest,
): Promise<HistoryPage<ToldSwap>> {
	const page = await listRiderSwaps(store.db, planId, { ...keys, limit });
	return paged(page, (swap) => tellSwap(swap, customerId, zones));
}

function paged<Row, Told>(
	page: {
		rows: readonly Row[];
		previous: readonly (string | number)[] | null;
		next: readonly (string | number)[] | null;
	},
	tell: (row: Row) => Told,
): HistoryPage<Told> {
	return { rows: page.rows.map(tell), previous: printPageKey(page.previous), next: printPageKey(page.next) };
}

function tellPayment(payment: RiderPayment, zones: RiderZones): ToldPayment {
	const { id, at, method, reference, paymentType, amountMinor, currency, balances } = payment;
	const found = uses.map((use) => ({ use, money: { amountMinor: balances[use], currency } }));
	return {
		...{ id, at, method, reference, type: paymentType },
		timeZone: zoneOf(payment.timeZone, zones),
		paid: { amountMinor, currency },
		uses: found.filter(({ money }) => money.amountMinor !== 0),
	};
}

function tellSwap(swap: RiderSwap, customerId: string, zones: RiderZones): ToldSwap {
	const { batteryId, seq, at, outWh, returnedId, inWh, stationName, session } = swap;
	// What was paid in a sale is for more than its battery.
	const isPriced = session?.kind === 'swap' && session.currency !== null;
	const isOwn = session?.customerId === customerId;
	return {
		...{ id: `${batteryId}/${seq}`, at, outWh, inWh, stationName },
		timeZone: zoneOf(swap.timeZone, zones),
		shortId: shortBatteryId(batteryId),
		returnedShortId: returnedId === null ? null : shortBatteryId(returnedId),
		cost: isPriced && session.currency ? { amountMinor: session.amountMinor, currency: session.currency } : null,
		receiptOf: isOwn && session.status === 'completed' ? session.id : null,
	};
}

/** Where the rider chose no zone, an event is told by the clock that hung where it happened. */
function zoneOf(stationZone: string | null, { chosen, usual }: RiderZones): string {
	return chosen ?? stationZone ?? usual;
}
