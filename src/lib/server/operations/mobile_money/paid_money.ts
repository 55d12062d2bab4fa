import { FaultError } from '#lib/kernel/fault.ts';
import type { MobileMoney, PulledTransaction, ReceivedCallback } from '../../ports.ts';
import type { PaymentIntent } from '../../store/payment_intent_rows.ts';
import type { ConfirmedMoney } from './confirm_payment.ts';
import { findListed } from './find_listed.ts';

/** How long a paid request waits for the callback that names its receipt, or for the provider's list to show it, ms. */
const receiptPatienceMs = 60_000;

/** How long it waits where the provider does not tell what it lists, ms. */
const listPatienceMs = 10 * 60_000;

/** A request that the provider says is paid. */
export interface PaidRequest {
	readonly checkoutId: string;
	/** The last callback: it is not signed. */
	readonly called: ReceivedCallback | null;
	readonly now: number;
}

/**
 * Receipt and amount of a request that the provider says is paid; null while they may still be told. A callback that names what was asked for is
 * believed; one that names another amount is held against the provider's list, and without it counts for no more than was asked. In the end the
 * request's own id stands for the receipt.
 */
export async function paidMoney(
	money: MobileMoney,
	intent: PaymentIntent,
	{ checkoutId, called, now }: PaidRequest,
): Promise<ConfirmedMoney | null> {
	const isOurs = called?.checkoutRequestId === checkoutId && called.resultCode === '0';
	const receipt = isOurs ? called.receipt : null;
	const claimedMinor = (isOurs ? called.amountMinor : null) ?? intent.amountMinor;
	if (receipt !== null && claimedMinor === intent.amountMinor) return { receipt, amountMinor: claimedMinor };
	const waitedMs = now - (intent.sentAt ?? intent.createdAt);
	const mayBeTold = waitedMs < receiptPatienceMs;
	if (mayBeTold && receipt === null) return null;
	const listed = await listedWithin(findListed(money, intent, { receipt, now }), waitedMs);
	if (listed) return { receipt: listed.transactionId, amountMinor: listed.amountMinor };
	if (mayBeTold) return null;
	return { receipt: receipt ?? checkoutId, amountMinor: Math.min(claimedMinor, intent.amountMinor) };
}

/** A provider that never tells what it lists, as of an account that may not ask, must not keep money from counting. */
async function listedWithin(
	search: Promise<PulledTransaction | null>,
	waitedMs: number,
): Promise<PulledTransaction | null> {
	return search.catch((error: unknown) => {
		if (error instanceof FaultError && waitedMs >= listPatienceMs) return null;
		throw error;
	});
}
