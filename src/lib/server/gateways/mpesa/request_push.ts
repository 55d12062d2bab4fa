import { getLogger } from '@logtape/logtape';
import * as v from 'valibot';
import { minorDigits, toMajor } from '#lib/kernel/money.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { MpesaAccount } from '#lib/server/env.ts';
import type { AcceptedPush, PushRefusal, PushRequest } from '#lib/server/ports.ts';
import type { JsonAnswer } from '../exchange_json.ts';
import type { DarajaCall } from './daraja_call.ts';
import { errorOf, readable, strangeAnswer, underWayCode } from './daraja_error.ts';
import { darajaTimestamp } from './daraja_time.ts';

const logger = getLogger(['pitlane', 'mpesa']);

/** The currency of M-Pesa in Kenya, the only one that Daraja takes. */
export const mpesaCurrency = 'KES';

/** After this long a prompt is gone, and the guard against two equal payments (code 17) too: a lost request may be sent again. */
const promptGoneMs = 120_000;
/** The longest description that Daraja takes, in characters. */
const descriptionLimit = 13;

const acceptedSchema = v.object({
	MerchantRequestID: v.pipe(v.string(), v.minLength(1)),
	CheckoutRequestID: v.pipe(v.string(), v.minLength(1)),
	ResponseCode: v.union([v.literal('0'), v.literal(0)]),
	CustomerMessage: v.optional(v.string(), ''),
});
const refusedSchema = v.object({ ResponseCode: v.union([v.string(), v.number()]), ResponseDescription: v.string() });

/** Has M-Pesa ask a phone for money: whole shillings of a Kenyan mobile number. */
export async function requestPush(
	{ account, call }: { account: MpesaAccount; call: DarajaCall },
	request: PushRequest,
	now: number,
): Promise<Result<AcceptedPush, PushRefusal>> {
	const { intentId, phone, amountMinor, currency } = request;
	if (currency !== mpesaCurrency) return refuse('PUSH_CURRENCY_UNSUPPORTED', { currency });
	const amount = toMajor(amountMinor, currency);
	if (!Number.isSafeInteger(amount) || amount < 1 || amountMinor % 10 ** minorDigits(currency) !== 0) {
		return refuse('PUSH_AMOUNT_INVALID', { amount, currency });
	}
	if (!/^254[17]\d{8}$/.test(phone)) return refuse('PUSH_PHONE_INVALID', { phone });
	const answer = await call(
		'/mpesa/stkpush/v1/processrequest',
		bodyOf(account, { ...request, amount }, now),
		promptGoneMs,
	);
	const accepted = judge(answer, request);
	if (accepted.ok) {
		const { checkoutRequestId } = accepted.value;
		logger.info('M-Pesa asks a phone for {intentId} as {checkoutRequestId}', { intentId, checkoutRequestId });
	}
	return accepted;
}

/** Who asks, as Daraja has it proved in each request. */
export function signature({ shortcode, passkey }: MpesaAccount, now: number) {
	const timestamp = darajaTimestamp(now);
	const password = Buffer.from(`${shortcode}${passkey}${timestamp}`).toString('base64');
	return { BusinessShortCode: shortcode, Password: password, Timestamp: timestamp };
}

function bodyOf(account: MpesaAccount, request: PushRequest & { amount: number }, now: number) {
	const { accountReference, phone } = request;
	if (!/^[A-Za-z0-9]{1,12}$/.test(accountReference)) {
		throw new TypeError(`The account reference is ${accountReference}, should be 1 to 12 letters and digits`);
	}
	return {
		...signature(account, now),
		TransactionType: account.type === 'till' ? 'CustomerBuyGoodsOnline' : 'CustomerPayBillOnline',
		Amount: request.amount,
		PartyA: phone,
		PartyB: account.receiver,
		PhoneNumber: phone,
		CallBackURL: request.callbackUrl,
		AccountReference: accountReference,
		TransactionDesc: shortText(request.description) || accountReference,
	};
}

/** What fits of a text, in the plain letters that every phone shows. */
function shortText(text: string): string {
	const plain = text.normalize('NFKD').replace(/[^A-Za-z0-9 .-]/g, '');
	return plain.replace(/ +/g, ' ').trim().slice(0, descriptionLimit).trim();
}

function judge(answer: JsonAnswer, { phone, amountMinor, currency }: PushRequest): Result<AcceptedPush, PushRefusal> {
	const accepted = v.safeParse(acceptedSchema, answer.json);
	if (answer.status === 200 && accepted.success) {
		const { CheckoutRequestID, MerchantRequestID, CustomerMessage } = accepted.output;
		return ok({
			checkoutRequestId: CheckoutRequestID,
			merchantRequestId: MerchantRequestID,
			customerMessage: readable(CustomerMessage),
		});
	}
	const refused = v.safeParse(refusedSchema, answer.json);
	if (answer.status === 200 && refused.success && Number(refused.output.ResponseCode) !== 0) {
		return refuse('PUSH_REFUSED', { reason: readable(refused.output.ResponseDescription) });
	}
	const error = errorOf(answer);
	if (error?.errorCode === underWayCode && /lock subscriber|already in process/i.test(error.errorMessage)) {
		return refuse('PUSH_PHONE_LOCKED', { phone });
	}
	if (!error?.errorCode.startsWith('400.')) throw strangeAnswer(answer, promptGoneMs);
	if (/phone|party\s?a/i.test(error.errorMessage)) return refuse('PUSH_PHONE_INVALID', { phone });
	if (/amount/i.test(error.errorMessage)) {
		return refuse('PUSH_AMOUNT_INVALID', { amount: toMajor(amountMinor, currency), currency });
	}
	return refuse('PUSH_REFUSED', { reason: readable(error.errorMessage) });
}
