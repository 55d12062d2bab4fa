/** What the documents and the audit trail call the events of a sale; a type that is not here stands for itself in capitals. Spec: seeds/000. */
const saleActions: Readonly<Record<string, string>> = {
	package_chosen: 'PACKAGE_SELECTED',
	plan_chosen: 'PLAN_SELECTED',
	order_placed: 'ORDER_CREATED',
	push_requested: 'PAYMENT_INITIATED',
	push_sent: 'PAYMENT_INITIATED',
	payment_settled: 'PAYMENT_CONFIRMED',
	battery_bound: 'BATTERY_SCANNED',
};

/** The name of an event of a sale. */
export function saleActionName(type: string): string {
	return saleActions[type] ?? type.toUpperCase();
}
