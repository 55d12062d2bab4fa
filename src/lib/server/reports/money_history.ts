import type { Money } from '#lib/kernel/money.ts';
import type { MoneyBucket } from '#lib/ledger/moves.ts';
import type { DecidedProposal, LedgerEntry, PaymentLedger } from '#lib/server/store/list_money_entries.ts';
import type { Settlement } from '#lib/server/store/refund_rows.ts';
import { dueReasons, type DueReason } from './money_reason.ts';

/** Money of one currency in a bucket. */
interface Portion {
	readonly bucket: MoneyBucket;
	readonly money: Money;
}

/** What happened to a payment's money, in one step. Instants are UTC milliseconds. */
export type MoneyEvent = { readonly id: string; readonly at: number } & (
	| {
			readonly type: 'captured';
			/** Null for the payment provider. */
			readonly by: string | null;
			readonly money: Money;
			readonly into: readonly Portion[];
	  }
	| {
			readonly type: 'moved';
			readonly from: MoneyBucket;
			readonly to: MoneyBucket;
			readonly money: Money;
			/** Set where it is to be given back since. */
			readonly reason: DueReason | null;
	  }
	| {
			readonly type: 'proposed' | 'approved' | 'rejected' | 'withdrawn';
			readonly by: string;
			readonly money: Money;
			readonly settlement: Settlement;
			readonly reason: string | null;
	  }
);

/** Name of who took a payment; null for the payment provider. */
export function takerName(actorId: string, nameOf: (id: string) => string): string | null {
	return actorId === 'mobile_money' ? null : nameOf(actorId);
}

/** All that happened, first to last. What an approval moved is told as the approval. */
export function tellMoney(
	{ payment, entries, proposals }: PaymentLedger,
	nameOf: (id: string) => string,
): MoneyEvent[] {
	const { currency, sessionStatus } = payment;
	const groups = new Map<string, LedgerEntry[]>();
	for (const entry of entries) {
		const key = entry.key.slice(0, entry.key.lastIndexOf('/'));
		groups.set(key, [...(groups.get(key) ?? []), entry]);
	}
	const moved = [...groups]
		.filter(([key]) => !proposals.some(({ proposal }) => key === `refund/${payment.paymentId}/${proposal.seq}`))
		.flatMap(([key, group]) =>
			tellGroup(key, group, { currency, sessionStatus, by: takerName(payment.actorId, nameOf) }),
		);
	const said = proposals.flatMap((proposal) => tellProposal(proposal, nameOf));
	return [...moved, ...said].sort((a, b) => a.at - b.at);
}

function tellGroup(
	id: string,
	group: readonly LedgerEntry[],
	{ currency, sessionStatus, by }: { currency: string; sessionStatus: string | null; by: string | null },
): MoneyEvent[] {
	const [first] = group;
	if (!first) return [];
	const portions = group.map(({ bucket, amountMinor }) => ({ bucket, money: { amountMinor, currency } }));
	const captured = portions.find(({ bucket }) => bucket === 'captured');
	const { at } = first;
	if (captured) {
		const into = portions.filter((portion) => portion !== captured);
		return [{ id, at, type: 'captured', by, money: captured.money, into }];
	}
	const from = portions.find(({ money }) => money.amountMinor < 0);
	const to = portions.find(({ money }) => money.amountMinor > 0);
	if (!from || !to) return [];
	const [reason = null] = to.bucket === 'refund_due' ? dueReasons([`${id}/+refund_due`], sessionStatus) : [];
	return [{ id, at, type: 'moved', from: from.bucket, to: to.bucket, money: to.money, reason }];
}

function tellProposal({ proposal, decision }: DecidedProposal, nameOf: (id: string) => string): MoneyEvent[] {
	const { seq, money, settlement, proposedBy } = proposal;
	const about = { money, settlement };
	const proposed: MoneyEvent = {
		...about,
		id: `proposed/${seq}`,
		at: proposal.at,
		type: 'proposed',
		by: nameOf(proposedBy),
		reason: null,
	};
	if (!decision) return [proposed];
	const { outcome, reason, decidedBy, at } = decision;
	return [proposed, { ...about, id: `decided/${seq}`, at, type: outcome, by: nameOf(decidedBy), reason }];
}
