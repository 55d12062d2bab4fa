/**
 * The id of the PaymentAction that a captured payment is. Spec: seeds/002, Database Updates (`payment_action_{timestamp}`); the end of the
 * payment's own id keeps two of one millisecond apart.
 */
export function paymentActionId(paymentId: string, at: number): string {
	return `payment_action_${at}_${paymentId.slice(-8)}`;
}

/** The id of the ServiceAction that a battery handed out is (`service_action_{timestamp}`, and which battery). */
export function serviceActionId(batteryId: string, at: number): string {
	return `service_action_${at}_${batteryId.slice(-8)}`;
}
