import * as v from 'valibot';
import { toMinor } from '#lib/kernel/money.ts';
import type { PushOutcome } from '#lib/kernel/push_outcomes.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { safeText } from '#lib/kernel/schemas.ts';
import type { ReceivedCallback } from '#lib/server/ports.ts';
import { fromDarajaTimestamp } from './daraja_time.ts';
import { mpesaCurrency } from './request_push.ts';
import { outcomeOf } from './result_codes.ts';

/** What a callback claims: anyone may have sent it, so that nothing of it counts before a query has said the same. */
export interface StkCallback extends ReceivedCallback {
	readonly resultText: string;
	readonly outcome: PushOutcome;
	/** E.164 digits without the plus sign; null where it is masked or not told. */
	readonly phone: string | null;
}

/** Far more than M-Pesa moves at once, in shillings. */
const amountLimit = 10_000_000;

const itemSchema = v.object({ Name: v.string(), Value: v.optional(v.unknown()) });
const callbackSchema = v.object({
	Body: v.object({
		stkCallback: v.object({
			MerchantRequestID: safeText(128),
			CheckoutRequestID: safeText(128),
			ResultCode: v.union([
				v.pipe(v.number(), v.safeInteger(), v.transform(String)),
				v.pipe(v.string(), v.digits(), v.maxLength(8)),
			]),
			ResultDesc: v.optional(v.union([safeText(500), v.literal('')]), ''),
			CallbackMetadata: v.nullish(v.object({ Item: v.pipe(v.array(itemSchema), v.maxLength(50)) })),
		}),
	}),
});

const metadataSchema = v.object({
	Amount: v.nullish(v.pipe(v.number(), v.gtValue(0), v.maxValue(amountLimit), v.check(isWholeCents))),
	MpesaReceiptNumber: v.nullish(v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{6,32}$/))),
	TransactionDate: v.nullish(
		v.pipe(
			v.union([v.string(), v.number()]),
			v.transform(fromDarajaTimestamp),
			v.check((at) => at !== null, 'The calendar has no such moment'),
		),
	),
	PhoneNumber: v.nullish(v.union([v.string(), v.number()])),
});

/**
 * Reads what Daraja posts to a callback; never throws. Items are looked up by name and may lack a value; what else is there is left
 * alone, and a field of another type refuses the whole. Spec: EXTERNAL, Daraja.
 */
export function parseStkCallback(json: unknown): Result<StkCallback, 'CALLBACK_INVALID'> {
	const body = v.safeParse(callbackSchema, json);
	if (!body.success) return invalid(body.issues);
	const { stkCallback: told } = body.output.Body;
	const items = told.CallbackMetadata?.Item ?? [];
	const named = Object.fromEntries(items.toReversed().map(({ Name, Value }) => [Name, Value]));
	const metadata = v.safeParse(metadataSchema, named);
	if (!metadata.success) return invalid(metadata.issues);
	const { Amount, MpesaReceiptNumber, TransactionDate, PhoneNumber } = metadata.output;
	return ok({
		checkoutRequestId: told.CheckoutRequestID,
		merchantRequestId: told.MerchantRequestID,
		resultCode: told.ResultCode,
		resultText: told.ResultDesc,
		outcome: outcomeOf(told.ResultCode),
		amountMinor: typeof Amount === 'number' ? toMinor(Amount, mpesaCurrency) : null,
		receipt: MpesaReceiptNumber ?? null,
		paidAt: TransactionDate ?? null,
		phone: phoneOf(PhoneNumber),
	});
}

function isWholeCents(amount: number): boolean {
	return Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-6;
}

function invalid(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]) {
	return refuse('CALLBACK_INVALID', { field: v.getDotPath(issues[0]) ?? 'body' });
}

function phoneOf(value: string | number | null | undefined): string | null {
	const digits = String(value ?? '');
	return /^[1-9]\d{7,14}$/.test(digits) ? digits : null;
}
