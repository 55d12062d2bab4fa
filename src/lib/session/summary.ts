/** What lists, indexes and reports show of a session of any kind. */
export interface SessionSummary {
	readonly customerId: string | null;
	readonly customerName: string | null;
	readonly planId: string | null;
	/** `<station>/<connector>` that only one active session may hold; left out by kinds that hold none. */
	readonly connectorKey?: string | null;
	/** Energy that changed hands, Wh. */
	readonly energyWh: number | null;
	/** What was paid, minor units. */
	readonly amountMinor: number;
	readonly currency: string | null;
	/** How it was paid: a payment method, `quota`, `rounding`, several joined by `+`, or null. */
	readonly paymentMethod: string | null;
}
