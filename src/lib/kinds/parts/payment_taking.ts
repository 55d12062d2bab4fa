import type { AskedPush } from './phone_push.ts';
import type { TakenPayment } from './taken_payment.ts';

/** What a session knows of the money it takes, folded from its events. */
export interface TakenSoFar {
	readonly payments: readonly TakenPayment[];
	/** The last request to a phone, until its money is there; null if there is none. */
	readonly push: AskedPush | null;
}

/** What a session is to be paid: how much is still due, and what has come so far. */
export interface PaymentTaking extends TakenSoFar {
	readonly currency: string;
	/** Still to pay, minor units, never negative. */
	readonly dueMinor: number;
}
