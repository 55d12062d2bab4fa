import type { Money } from '#lib/kernel/money.ts';
import { maskPhone } from '#lib/kernel/phone.ts';
import { moneyBalances } from '#lib/ledger/balances.ts';
import type { MoneyBucket } from '#lib/ledger/moves.ts';
import { loadPaymentLedger, type LedgerPayment, type PaymentLedger } from '#lib/server/store/list_money_entries.ts';
import { insertAudit } from '#lib/server/store/machine_rows.ts';
import type { RefundProposal } from '#lib/server/store/refund_rows.ts';
import { loadNames, loadStation } from '#lib/server/store/session_report_detail.ts';
import type { ReportStation } from '#lib/server/store/session_report_stations.ts';
import { takerName, tellMoney, type MoneyEvent } from './money_history.ts';
import { dueReasons, type DueReason } from './money_reason.ts';
import type { Reader, ReportParts } from './record_reading.ts';

/** A payment with what became of its money and why. */
export interface MoneyDetail {
	readonly payment: Omit<LedgerPayment, 'customerPhone' | 'sessionStationId' | 'key' | 'actorId'>;
	/** Name of who took it; null for the payment provider. */
	readonly by: string | null;
	/** Masked. */
	readonly phone: string;
	readonly station: ReportStation | null;
	/** What the captured money is for now; only what is not zero. */
	readonly uses: readonly { readonly bucket: MoneyBucket; readonly money: Money }[];
	readonly due: Money;
	readonly reasons: readonly DueReason[];
	readonly history: readonly MoneyEvent[];
	/** The open proposal; null if there is none. */
	readonly open: (RefundProposal & { readonly by: string; readonly isOwn: boolean }) | null;
}

/** Reads a payment of the stations and records who did; null if there is none. */
export async function readMoneyDetail(
	parts: ReportParts,
	{ id, stations, reader }: { id: string; stations: '*' | readonly string[]; reader: Reader },
): Promise<MoneyDetail | null> {
	const { db } = parts.store;
	const ledger = await loadPaymentLedger(db, { paymentId: id, stations });
	if (!ledger) return null;
	await record(parts, reader, ledger.payment);
	const [station, nameOf] = await Promise.all([loadStation(db, ledger.payment.stationId), namesOf(parts, ledger)]);
	const { customerPhone, sessionStationId, key: _key, actorId, ...payment } = ledger.payment;
	const { currency, sessionStatus } = payment;
	const mayOpen = stations === '*' || (sessionStationId !== null && stations.includes(sessionStationId));
	const { captured: _captured, ...purposes } = moneyBalances(ledger.entries);
	const uses = Object.entries(purposes).filter(([, amountMinor]) => amountMinor !== 0);
	const dueKeys = ledger.entries.filter(({ bucket, amountMinor }) => bucket === 'refund_due' && amountMinor > 0);
	const open = ledger.proposals.find(({ decision }) => decision === null)?.proposal;
	return {
		payment: { ...payment, sessionId: mayOpen ? payment.sessionId : null },
		by: takerName(actorId, nameOf),
		phone: maskPhone(customerPhone),
		station,
		uses: uses.map(([bucket, amountMinor]) => ({
			bucket: bucket as MoneyBucket,
			money: { amountMinor, currency },
		})),
		due: { amountMinor: purposes.refund_due, currency },
		reasons: dueReasons(
			dueKeys.map(({ key }) => key),
			sessionStatus,
		),
		history: tellMoney(ledger, nameOf),
		open: open ? { ...open, by: nameOf(open.proposedBy), isOwn: open.proposedBy === reader.id } : null,
	};
}

async function namesOf({ store }: ReportParts, { payment, proposals }: PaymentLedger) {
	const people = proposals.flatMap(({ proposal, decision }) => [proposal.proposedBy, decision?.decidedBy ?? '']);
	const names = await loadNames(store.db, [payment.actorId, ...people]);
	return (id: string) => names.get(id) ?? id;
}

async function record({ store, clock, ids }: ReportParts, reader: Reader, payment: LedgerPayment): Promise<void> {
	await store.writer.commit([
		insertAudit({
			id: ids('aud'),
			at: clock(),
			actorId: reader.id,
			action: 'payment.read',
			subject: payment.paymentId,
			stationId: payment.stationId,
			origin: reader.address,
			detail: { customerId: payment.customerId },
		}),
	]);
}
