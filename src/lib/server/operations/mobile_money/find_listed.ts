import type { MobileMoney, PulledTransaction } from '../../ports.ts';
import type { PaymentIntent } from '../../store/payment_intent_rows.ts';

/** How far apart our clock and the provider's may be, ms. */
const clockToleranceMs = 60_000;

/** The most pages of the provider's list that are read for one payment. */
const pageLimit = 100;

/**
 * The payment of an intent among what the provider lists as arrived, by its account reference or by the receipt that a callback names;
 * null if it is not listed, or not yet. Throws FaultError where the provider does not tell.
 */
export async function findListed(
	money: MobileMoney,
	{ accountReference, createdAt }: PaymentIntent,
	{ receipt, now }: { receipt: string | null; now: number },
): Promise<PulledTransaction | null> {
	let offset: number | null = 0;
	for (let page = 0; page < pageLimit && offset !== null; page++) {
		const { transactions, nextOffset } = await money.pullTransactions({
			from: createdAt - clockToleranceMs,
			to: now,
			offset,
		});
		const found = transactions.find(
			({ billReference, transactionId }) => billReference === accountReference || transactionId === receipt,
		);
		if (found) return found;
		offset = nextOffset;
	}
	return null;
}
