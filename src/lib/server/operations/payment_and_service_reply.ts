import type { Refusal } from '#lib/kernel/result.ts';
import type { PaymentOutcome } from '#lib/ledger/pay.ts';
import type { ServiceOutcome } from '#lib/ledger/serve.ts';
import { validationMetadata } from '#lib/protocol/messages/payment_and_service.ts';
import type { ReplyContent } from '#lib/protocol/replies.ts';
import { paymentActionId, serviceActionId } from '#lib/ledger/action_ids.ts';
import { failure } from './answer.ts';
import { describeRefusal } from './describe_refusal.ts';

/** What happened to a report. */
interface Reported {
	readonly payment: PaymentOutcome | null;
	readonly service: ServiceOutcome | null;
}

/** The reply to a report that took effect, wholly or, in a session, as far as the payment. Spec: seeds/002 A3.5, Success Response. */
export function completedContent(
	call: { correlationId: string; now: number },
	{ payment, service }: Reported,
	more: { paymentId: string | null; sessionVersion: number | null; refused: Refusal | null },
): ReplyContent {
	const metadata = {
		called: 'reportPaymentAndServiceCompletion',
		timestamp: new Date(call.now).toISOString(),
		payment_processed: payment !== null,
		service_completed: service !== null,
		quota_updated: payment !== null || service !== null,
		service_states_updated: service !== null,
		processing_order: 'payment_first_then_service',
		processing_method: 'direct_function_calls',
		...(payment && { payment_details: paymentDetails(payment) }),
		...(service && { service_details: serviceDetails(service) }),
		...(payment && more.paymentId !== null && { payment_action_id: paymentActionId(more.paymentId, call.now) }),
		...(service && { service_action_id: serviceActionId(service.newBatteryId, call.now) }),
		correlation_id: call.correlationId,
		note: noteOf(payment !== null, service !== null),
		...(more.sessionVersion !== null && { session_version: more.sessionVersion }),
	};
	if (more.refused) {
		const refused = { reason: more.refused.code, ...describeRefusal(more.refused) };
		return failure(['SERVICE_COMPLETION_FAILED', more.refused.code], { ...metadata, ...refused });
	}
	return { success: true, signals: ['PAYMENT_AND_SERVICE_COMPLETED'], metadata, fsmInputs: [] };
}

function noteOf(paid: boolean, served: boolean): string {
	if (paid && served) return 'Payment increased quota, then service consumed quota';
	return paid ? 'Payment increased quota' : 'Service consumed quota';
}

function paymentDetails(payment: PaymentOutcome) {
	return {
		service_id: payment.serviceId,
		payment_amount: payment.amountMajor,
		additional_quota: payment.additionalQuota,
		quota_before: payment.quotaBefore,
		quota_after: payment.quotaAfter,
	};
}

function serviceDetails(service: ServiceOutcome) {
	return {
		new_battery_id: service.newBatteryId,
		old_battery_id: service.oldBatteryId,
		quota_consumed: service.quotaConsumed,
	};
}

/** The reply to a refused report: the spec's own code where it has one, else the part that failed and why. */
export function refusedPaymentAndService(refusal: Pick<Refusal, 'code' | 'params'>): ReplyContent {
	const { code } = refusal;
	if (validationCodes.has(code)) return failure([code], validationMetadata(refusal));
	const metadata = {
		called: 'reportPaymentAndServiceCompletion',
		reason: code,
		...describeRefusal({ ok: false, ...refusal }),
	};
	// A payment that no price turns into quota.
	if (code === 'RATE_MISSING') return failure(['PAYMENT_PROCESSING_FAILED', 'QUOTA_UPDATE_FAILED', code], metadata);
	if (paymentCodes.has(code)) return failure(['PAYMENT_PROCESSING_FAILED', code], metadata);
	if (standingCodes.has(code)) return failure([code], metadata);
	return failure(['SERVICE_COMPLETION_FAILED', code], metadata);
}

const validationCodes: ReadonlySet<string> = new Set([
	'INVALID_REQUEST',
	'PAYMENT_SERVICE_ID_MISSING',
	'PAYMENT_AMOUNT_INVALID',
	'PAYMENT_REFERENCE_MISSING',
	'NEW_BATTERY_ID_MISSING',
	'SERVICE_PLAN_ID_MISSING',
]);

const paymentCodes: ReadonlySet<string> = new Set([
	'SERVICE_NOT_ON_PLAN',
	'PAYMENT_REFERENCE_USED',
	'CASH_LIMIT_EXCEEDED',
	'PAYMENT_EXCEEDS_DUE',
	'PAYMENT_NOT_DUE',
	'PLAN_UNKNOWN',
	'IDEMPOTENCY_KEY_REUSED',
]);

const standingCodes: ReadonlySet<string> = new Set(['CUSTOMER_INACTIVE', 'PAYMENT_OVERDUE', 'SECURITY_ALERT']);
