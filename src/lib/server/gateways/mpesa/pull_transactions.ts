import { getLogger } from '@logtape/logtape';
import * as v from 'valibot';
import { toMinor } from '#lib/kernel/money.ts';
import type { MpesaAccount } from '#lib/server/env.ts';
import type { PulledPage, PulledTransaction } from '#lib/server/ports.ts';
import { soonMs, type DarajaCall } from './daraja_call.ts';
import { fault, readable, strangeAnswer } from './daraja_error.ts';
import { darajaDateTime, fromDarajaDateTime } from './daraja_time.ts';
import { mpesaCurrency } from './request_push.ts';

const logger = getLogger(['pitlane', 'mpesa']);

/** A person has to have the shortcode registered first. */
const retryRegistrationAfterMs = 60_000;

/** Daraja writes some keys with a space in them. */
const registeredSchema = v.looseObject({
	ResponseStatus: v.optional(v.string()),
	'Response Status': v.optional(v.string()),
});

/** 1000 is a list, 1001 an empty one, or a shortcode that was never registered. */
const listSchema = v.object({
	ResponseCode: v.picklist(['1000', '1001']),
	Response: v.optional(v.array(v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())])), []),
});

const digitsOrNumber = v.union([v.string(), v.pipe(v.number(), v.transform(String))]);
const instant = v.pipe(
	v.string(),
	v.transform(fromDarajaDateTime),
	v.check((at) => at !== null),
	v.transform((at) => at ?? NaN),
);
const amount = v.pipe(digitsOrNumber, v.regex(/^\d{1,9}(\.\d{1,2})?$/), v.transform(Number));

const transactionSchema = v.object({
	transactionId: v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9]{6,32}$/)),
	trxDate: instant,
	msisdn: v.nullish(digitsOrNumber, null),
	transactiontype: v.optional(v.string(), ''),
	billreference: v.nullish(digitsOrNumber, null),
	amount,
});

/** Registers our shortcode for pulling; one that is registered already stays so. */
export async function registerPull(
	{ account, call }: { account: MpesaAccount; call: DarajaCall },
	{ nominatedPhone, callbackUrl }: { nominatedPhone: string; callbackUrl: string },
): Promise<void> {
	const answer = await call('/pulltransactions/v1/register', {
		ShortCode: account.shortcode,
		RequestType: 'Pull',
		NominatedNumber: nominatedPhone,
		CallBackURL: callbackUrl,
	});
	const told = v.safeParse(registeredSchema, answer.json);
	const status = told.success ? (told.output.ResponseStatus ?? told.output['Response Status']) : undefined;
	if (status === '1000' || status === '1001') return;
	if (status === undefined) throw strangeAnswer(answer, retryRegistrationAfterMs);
	throw fault(`M-Pesa does not register the shortcode for pulling: ${readable(status)}`, retryRegistrationAfterMs);
}

/** Lists what arrived. A record that is none is left out and logged: one of them must not hide the others. */
export async function pullTransactions(
	{ account, call }: { account: MpesaAccount; call: DarajaCall },
	{ from, to, offset }: { from: number; to: number; offset: number },
): Promise<PulledPage> {
	const answer = await call('/pulltransactions/v1/query', {
		ShortCode: account.shortcode,
		StartDate: darajaDateTime(from),
		EndDate: darajaDateTime(to),
		OffSetValue: String(offset),
	});
	const told = v.safeParse(listSchema, answer.json);
	if (answer.status !== 200 || !told.success) throw strangeAnswer(answer, soonMs);
	const records = told.output.Response.flat();
	const transactions = records.flatMap(readTransaction);
	if (transactions.length < records.length) {
		const count = records.length - transactions.length;
		logger.error('M-Pesa listed {count} transactions in another form than it documents', { count });
	}
	return { transactions, nextOffset: records.length === 0 ? null : offset + records.length };
}

function readTransaction(record: unknown): PulledTransaction[] {
	const read = v.safeParse(transactionSchema, record);
	if (!read.success) return [];
	const { transactionId, trxDate: paidAt, msisdn, amount: amountMajor, billreference, transactiontype } = read.output;
	return [
		{
			transactionId,
			paidAt,
			msisdn,
			amountMinor: toMinor(amountMajor, mpesaCurrency),
			currency: mpesaCurrency,
			billReference: billreference?.trim() || null,
			type: readable(transactiontype),
		},
	];
}
