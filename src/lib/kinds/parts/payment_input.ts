/** How something can be paid at a station. */
export type PaymentMethod = 'CASH' | 'MPESA';

/** A payment as it is reported by whoever takes it. */
export interface PaymentInput {
	readonly method: PaymentMethod;
	readonly amountMinor: number;
	/** Receipt number of mobile money; null for cash, whose reference is made from the request's own id. */
	readonly receipt: string | null;
}
