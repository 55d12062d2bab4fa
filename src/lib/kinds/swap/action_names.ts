/** What the documents and the audit trail call the events of a swap; a type that is not here stands for itself in capitals. Spec: seeds/000. */
const swapActions: Readonly<Record<string, string>> = {
	customer_identified: 'CUSTOMER_IDENTIFIED',
	new_customer_identified: 'CUSTOMER_IDENTIFIED',
	return_bound: 'OLD_BATTERY_SCANNED',
	issue_bound: 'NEW_BATTERY_SCANNED',
	payment_requested: 'PAYMENT_INITIATED',
	payment_settled: 'PAYMENT_CONFIRMED',
};

/** The name of an event of a swap. */
export function swapActionName(type: string): string {
	return swapActions[type] ?? type.toUpperCase();
}
