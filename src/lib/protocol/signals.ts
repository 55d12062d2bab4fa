import type { ReplyEnvelope } from './envelope.ts';
import type { OperationName } from './operations.ts';

/** Signals that mean failure even beside `success: true`: the error wins. */
const failureSignals: ReadonlySet<string> = new Set([
	'SERVICE_COMPLETION_FAILED',
	'QUOTA_EXHAUSTED',
	'SERVICE_REJECTED',
	'TOPUP_REQUIRED',
	'BATTERY_MISMATCH',
	'ASSET_VALIDATION_FAILED',
	'SECURITY_ALERT',
	'VALIDATION_FAILED',
	'PAYMENT_FAILED',
	'RATE_LIMIT_EXCEEDED',
]);

/** Said of a request whose effect is already there: as good as success. */
const replaySignal = 'IDEMPOTENT_OPERATION_DETECTED';

/** The signal of an operation that failed in a way the specs have no word for; `metadata.reason` says why. */
export function failureSignal(operation: OperationName): string {
	return `${operation.toUpperCase()}_FAILED`;
}

/** True if a signal means failure whatever `success` says: the list of the protocol, and every `…_FAILED`. */
function isFailureSignal(signal: string): boolean {
	return failureSignals.has(signal) || signal.endsWith('_FAILED');
}

/** True if the reply means that the operation took effect: said so or a replay, and no error signal beside it. */
export function isSuccess(reply: Pick<ReplyEnvelope, 'data'>): boolean {
	const { success, signals } = reply.data;
	return (success || signals.includes(replaySignal)) && !signals.some(isFailureSignal);
}
