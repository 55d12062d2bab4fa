/** A payment that was recorded in a session, minor units of its currency. */
export interface TakenPayment {
	readonly paymentId: string;
	readonly method: string;
	readonly reference: string;
	readonly amountMinor: number;
	/** The part beyond what was due: to be given back. */
	readonly excessMinor: number;
	/** The request to a phone that brought it, if one did. */
	readonly intentId?: string;
}

/** All that was paid, minor units. */
export function paidMinor(payments: readonly TakenPayment[]): number {
	return payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** What is kept of all that was paid, minor units: without what is to be given back. */
export function keptMinor(payments: readonly TakenPayment[]): number {
	return payments.reduce((sum, { amountMinor, excessMinor }) => sum + amountMinor - excessMinor, 0);
}

/** The references of all payments as one, joined by `+`; empty without payments. */
export function joinedReferences(payments: readonly TakenPayment[]): string {
	return payments.map(({ reference }) => reference).join('+');
}
