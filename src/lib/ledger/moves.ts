import type { ChargeFlag } from '#lib/charging/flags.ts';
import type { ChargePlace } from '#lib/charging/place.ts';

/**
 * A change of value, decided purely and written by the store as one ledger entry.
 * `key` is unique per ledger for ever: the same move written twice is one move.
 */
export type Move = QuotaMove | CustodyMove | PaymentCapture | MoneyMove | ChargeMove;

/** Why quota changed. What remains is the sum of all entries. */
export type QuotaReason = 'opening' | 'top_up' | 'waiver' | 'consumption' | 'reversal';

/** Quota of one service of a plan, thousandths of its unit. Consumption is negative; a `reversal` is positive where it undoes consumption, negative where it undoes a top-up. */
export interface QuotaMove {
	readonly ledger: 'quota';
	readonly key: string;
	readonly planId: string;
	readonly serviceId: string;
	readonly reason: QuotaReason;
	readonly amountMilli: number;
}

/** A battery changes hands. */
export interface CustodyMove {
	readonly ledger: 'custody';
	readonly key: string;
	readonly batteryId: string;
	readonly to: {
		readonly kind: 'station' | 'rider' | 'workshop' | 'van' | 'lost';
		readonly id: string;
		readonly serviceId: string | null;
	};
	/** Last known energy, Wh, or null if unknown. */
	readonly energyWh: number | null;
}

/** How sure we are of a payment: the provider said so, cash in hand, or a receipt number that a person typed. */
export type Verification = 'provider' | 'cash' | 'receipt';

/** Money came in. (method, reference) is unique for ever. */
export interface PaymentCapture {
	readonly ledger: 'payment';
	readonly key: string;
	readonly paymentId: string;
	readonly method: string;
	readonly reference: string;
	readonly paymentType: string;
	readonly amountMinor: number;
	readonly currency: string;
	readonly planId: string;
	readonly verification: Verification;
}

/** What captured money is for at the moment. captured = service + quota + refund_due + refunded + suspense, each ≥ 0. */
export type MoneyBucket = 'captured' | 'service' | 'quota' | 'refund_due' | 'refunded' | 'suspense';

/** Captured money enters a bucket or leaves it, minor units. */
export interface MoneyMove {
	readonly ledger: 'money';
	readonly key: string;
	readonly paymentId: string;
	readonly bucket: MoneyBucket;
	readonly amountMinor: number;
	readonly currency: string;
}

/** Energy was sold: the charge detail record of an ended session, or that the session is held. Energy Wh, money minor units, instants UTC milliseconds. */
export interface ChargeMove {
	readonly ledger: 'charge';
	readonly key: string;
	readonly sessionId: string;
	readonly customerId: string;
	readonly station: { readonly id: string; readonly name: string };
	readonly connectorId: string;
	/** As it was when charging began; null where nobody knew its address. Left out of sessions of before it was kept. */
	readonly place?: ChargePlace | null;
	readonly energyWh: number;
	readonly costMinor: number;
	readonly currency: string;
	readonly priceMinorPerKwh: number;
	readonly startedAt: number;
	readonly endedAt: number;
	/** `YYYY-MM` of the start in the rider's time zone. */
	readonly month: string;
	/** Why it counts nowhere until a person has decided; empty where it counts. */
	readonly held: readonly ChargeFlag[];
}
