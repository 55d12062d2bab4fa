import { getLogger } from '@logtape/logtape';
import { FaultError } from '#lib/kernel/fault.ts';
import { pushOutcomes, type PushOutcome } from '#lib/kernel/push_outcomes.ts';
import type { Engine } from '../../engine/engine.ts';
import { transact } from '../../engine/transact.ts';
import type { MobileMoney } from '../../ports.ts';
import { intentChecked, intentFailed, listDueIntents, type PaymentIntent } from '../../store/payment_intent_rows.ts';
import { confirmPayment } from './confirm_payment.ts';
import { findListed } from './find_listed.ts';
import { paidMoney } from './paid_money.ts';
import { told } from './tell_session.ts';

const logger = getLogger(['pitlane', 'mobile_money']);

/** The most intents one run looks after. */
const runLimit = 50;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** How long an intent is looked after, ms: as long as the provider can be asked what arrived. */
const patienceMs = 48 * hourMs;

/**
 * Asks the provider how requests stand whose check is due, because a callback came or because none did. Money counts on the provider's answer alone.
 * One that cannot be looked after is put off, and does not keep the others waiting. Answers how many were looked after.
 */
export async function checkIntents(engine: Engine, money: MobileMoney, mayGoOn: () => boolean): Promise<number> {
	let checked = 0;
	for (const intent of await listDueIntents(engine.store.db, engine.clock(), runLimit)) {
		if (!mayGoOn()) break;
		await checkIntent(engine, money, intent).catch((error: unknown) => putOffAfter(engine, intent, error));
		checked++;
	}
	return checked;
}

async function checkIntent(engine: Engine, money: MobileMoney, intent: PaymentIntent): Promise<void> {
	const now = engine.clock();
	const callback = intent.callbackJson === null ? null : money.readCallback(JSON.parse(intent.callbackJson) as unknown);
	const called = callback?.ok ? callback.value : null;
	const checkoutId = intent.checkoutId ?? called?.checkoutRequestId ?? null;
	if (checkoutId === null) return checkUnknown(engine, money, intent);
	const status = await money.queryPush(checkoutId, intent.sentAt ?? intent.createdAt);
	if (status.state === 'pending') return putOff(engine, intent, nextCheck(intent, now));
	if (status.state === 'failed') return fail(engine, intent, status.outcome);
	const paid = await paidMoney(money, intent, { checkoutId, called, now });
	await (paid ? confirmPayment(engine, intent, paid) : putOff(engine, intent, now + 5 * secondMs));
}

/** Nobody knows whether the phone was asked: what has arrived tells. */
async function checkUnknown(engine: Engine, money: MobileMoney, intent: PaymentIntent): Promise<void> {
	const now = engine.clock();
	const listed = await findListed(money, intent, { receipt: null, now });
	if (!listed) return putOff(engine, intent, nextCheck(intent, now));
	await confirmPayment(engine, intent, { receipt: listed.transactionId, amountMinor: listed.amountMinor });
}

/** A request that has failed before, and is called back once more, tells nothing new. */
async function fail(engine: Engine, intent: PaymentIntent, outcome: PushOutcome): Promise<void> {
	if (intent.status === 'failed') return putOff(engine, intent, null);
	await transact(engine, null, async () => {
		const failed = intentFailed(intent.id, { code: outcome, at: engine.clock() });
		const progress = { status: 'failed', code: outcome, message: pushOutcomes[outcome].attendant };
		return { ok: true, value: { statements: [failed, ...(await told(engine, intent, progress))], answer: null } };
	});
}

async function putOffAfter(engine: Engine, intent: PaymentIntent, error: unknown): Promise<void> {
	const now = engine.clock();
	const isFault = error instanceof FaultError;
	logger[isFault ? 'warn' : 'error']('The request for money {intent} could not be checked', {
		intent: intent.id,
		error,
	});
	const retryAfterMs = isFault ? (error.retryAfterMs ?? 10 * secondMs) : 10 * minuteMs;
	await putOff(engine, intent, nextCheck(intent, now) && now + retryAfterMs);
}

async function putOff(engine: Engine, intent: PaymentIntent, nextCheckAt: number | null): Promise<void> {
	await engine.store.writer.commit([intentChecked(intent, nextCheckAt)]);
}

/** Often while the rider has the phone in hand, then ever less. */
function nextCheck({ id, createdAt }: PaymentIntent, now: number): number | null {
	const ageMs = now - createdAt;
	if (ageMs > patienceMs) {
		logger.error('What became of the request for money {intent} was never told', { intent: id });
		return null;
	}
	if (ageMs < 3 * minuteMs) return now + 5 * secondMs;
	return now + (ageMs < 30 * minuteMs ? minuteMs : 10 * minuteMs);
}
