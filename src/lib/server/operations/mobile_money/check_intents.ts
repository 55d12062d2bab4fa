import { getLogger } from '@logtape/logtape';
import { FaultError } from '#lib/kernel/fault.ts';
import { pushOutcomes } from '#lib/kernel/push_outcomes.ts';
import type { Engine } from '../../engine/engine.ts';
import { transact } from '../../engine/transact.ts';
import type { MobileMoney, ReceivedCallback } from '../../ports.ts';
import { intentChecked, intentFailed, listDueIntents, type PaymentIntent } from '../../store/payment_intent_rows.ts';
import { confirmPayment } from './confirm_payment.ts';
import { told } from './push_delivery.ts';

const logger = getLogger(['pitlane', 'mobile_money']);

/** The most intents one run looks after. */
const runLimit = 50;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** How long a paid request waits for the callback that names its receipt, ms. */
const receiptPatienceMs = minuteMs;

/** How long an intent is looked after, ms: as long as the provider can be asked what arrived. */
const patienceMs = 48 * hourMs;

/**
 * Asks the provider how requests stand whose check is due, because a callback came or because none did. Money counts on the provider's answer alone.
 * Answers how many were looked after.
 */
export async function checkIntents(engine: Engine, money: MobileMoney, mayGoOn: () => boolean): Promise<number> {
	let checked = 0;
	for (const intent of await listDueIntents(engine.store.db, engine.clock(), runLimit)) {
		if (!mayGoOn()) break;
		await checkIntent(engine, money, intent);
		checked++;
	}
	return checked;
}

async function checkIntent(engine: Engine, money: MobileMoney, intent: PaymentIntent): Promise<void> {
	const now = engine.clock();
	const callback = intent.callbackJson === null ? null : money.readCallback(JSON.parse(intent.callbackJson) as unknown);
	const called = callback?.ok ? callback.value : null;
	const checkoutId = intent.checkoutId ?? called?.checkoutRequestId ?? null;
	if (checkoutId === null) return putOff(engine, intent, nextCheck(intent, now));
	try {
		const status = await money.queryPush(checkoutId, intent.sentAt ?? intent.createdAt);
		if (status.state === 'pending') return await putOff(engine, intent, nextCheck(intent, now));
		if (status.state === 'failed') return await fail(engine, intent, status.outcome);
		await settlePaid(engine, money, { intent, checkoutId, called, now });
	} catch (error) {
		if (!(error instanceof FaultError)) throw error;
		logger.warn('A request for money could not be checked', { intent: intent.id, error });
		await putOff(engine, intent, now + (error.retryAfterMs ?? 10 * secondMs));
	}
}

interface Paid {
	readonly intent: PaymentIntent;
	readonly checkoutId: string;
	readonly called: ReceivedCallback | null;
	readonly now: number;
}

/** The receipt number comes with the callback, else from the provider's list; in the end the request's own id names the payment. */
async function settlePaid(
	engine: Engine,
	money: MobileMoney,
	{ intent, checkoutId, called, now }: Paid,
): Promise<void> {
	const isOurs = called?.checkoutRequestId === checkoutId && called.resultCode === '0';
	if (isOurs && called.receipt !== null) {
		// What was asked for is the most that a callback can claim: it is not signed.
		const amountMinor = Math.min(called.amountMinor ?? intent.amountMinor, intent.amountMinor);
		return confirmPayment(engine, intent, { receipt: called.receipt, amountMinor });
	}
	const waitedMs = now - (intent.sentAt ?? intent.createdAt);
	if (waitedMs < receiptPatienceMs) return putOff(engine, intent, now + 5 * secondMs);
	const listed = await findListed(money, intent, now);
	await confirmPayment(engine, intent, {
		receipt: listed?.transactionId ?? checkoutId,
		amountMinor: listed?.amountMinor ?? intent.amountMinor,
	});
}

/** The payment among what the provider lists as arrived, by its account reference. */
async function findListed(money: MobileMoney, { accountReference, createdAt }: PaymentIntent, now: number) {
	for (let offset: number | null = 0; offset !== null;) {
		const page = await money.pullTransactions({ from: createdAt - minuteMs, to: now, offset });
		const found = page.transactions.find(({ billReference }) => billReference === accountReference);
		if (found) return found;
		offset = page.nextOffset;
	}
	return null;
}

async function fail(engine: Engine, intent: PaymentIntent, outcome: keyof typeof pushOutcomes): Promise<void> {
	await transact(engine, null, async () => {
		const failed = intentFailed(intent.id, { code: outcome, at: engine.clock() });
		const progress = { status: 'failed', code: outcome, message: pushOutcomes[outcome].attendant };
		return { ok: true, value: { statements: [failed, ...(await told(engine, intent, progress))], answer: null } };
	});
}

async function putOff(engine: Engine, intent: PaymentIntent, nextCheckAt: number | null): Promise<void> {
	await engine.store.writer.commit([intentChecked(intent.id, nextCheckAt)]);
}

/** Often while the rider has the phone in hand, then ever less. */
function nextCheck({ createdAt }: PaymentIntent, now: number): number | null {
	const ageMs = now - createdAt;
	if (ageMs > patienceMs) return null;
	if (ageMs < 3 * minuteMs) return now + 5 * secondMs;
	return now + (ageMs < 30 * minuteMs ? minuteMs : 10 * minuteMs);
}
