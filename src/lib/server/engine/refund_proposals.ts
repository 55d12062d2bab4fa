import type { Money } from '#lib/kernel/money.ts';
import { toMajor } from '#lib/kernel/money.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { loadPlan } from '../store/load_facts.ts';
import { insertAudit } from '../store/machine_rows.ts';
import {
	insertProposal,
	isPayoutUsed,
	loadRefundState,
	type PaymentStations,
	type RefundProposal,
	type RefundState,
	type Settlement,
} from '../store/refund_rows.ts';
import { bodyHash } from './body_hash.ts';
import type { Engine } from './engine.ts';
import { refundMoves, soldServices, type SoldService } from './refund_moves.ts';
import { transact, type Draft } from './transact.ts';

/** Who sees to money, and how far they reach: a payment beyond looks as if there were none. */
export interface RefundActor {
	readonly id: string;
	readonly stations: PaymentStations;
	/** Address. */
	readonly origin: string;
}

/** What one person proposes. */
export interface RefundRequest {
	readonly paymentId: string;
	/** In the currency that the payment was made in. */
	readonly money: Money;
	readonly settlement: Settlement;
	readonly by: RefundActor;
	/** Unique per attempt of a person; a repeat gets the same answer. */
	readonly key: string;
}

/**
 * Proposes to pay money out that is to be given back, or to buy quota with it after all; another person has to approve it.
 * Answers the number of the proposal. One at a time is open for each payment. Spec: SECURITY, «adjust quota, refund».
 */
export async function proposeRefund(engine: Engine, request: RefundRequest): Promise<Result<number>> {
	const { paymentId, money, settlement, by, key } = request;
	const found = await loadRefundState(engine.store.db, { paymentId, stations: by.stations });
	if (!found) return refuse('PAYMENT_NOT_FOUND');
	const scope = `refund:${paymentId}/${by.id}`;
	const done = await transact(engine, { scope, key, bodyHash: bodyHash({ money, settlement }) }, () =>
		draftProposal(engine, request),
	);
	return done.ok ? ok(done.value.answer) : done;
}

/** What a proposal would be refused for as things stand, before it is made. */
export async function rehearseProposal(engine: Engine, request: Omit<RefundRequest, 'key'>): Promise<Result<null>> {
	const draft = await draftProposal(engine, request);
	return draft.ok ? ok(null) : draft;
}

/** The services of a plan that money of a currency can buy; none if there is no such plan. */
export async function creditChoices(
	engine: Engine,
	{ planId, currency }: { planId: string; currency: string },
): Promise<SoldService[]> {
	const plan = await loadPlan(engine.store.db, planId);
	return plan ? soldServices(plan, currency) : [];
}

async function draftProposal(
	engine: Engine,
	{ paymentId, money, settlement, by }: Omit<RefundRequest, 'key'>,
): Promise<Result<Draft<number>>> {
	const state = await loadRefundState(engine.store.db, { paymentId, stations: by.stations });
	if (!state) return refuse('PAYMENT_NOT_FOUND');
	if (state.last?.outcome === null) return refuse('REFUND_PROPOSED');
	const at = engine.clock();
	const proposal = { paymentId, seq: (state.last?.seq ?? 0) + 1, money, settlement, proposedBy: by.id, at };
	const allowed = await mayBeSettled(engine, state, proposal);
	if (!allowed.ok) return allowed;
	const audit = insertAudit({
		id: engine.ids('aud'),
		at,
		actorId: by.id,
		action: 'refund.proposed',
		subject: paymentId,
		stationId: state.stationId,
		origin: by.origin,
		detail: { proposal: proposal.seq, ...money, ...settlement },
	});
	return ok({ statements: [insertProposal(proposal), audit], answer: proposal.seq });
}

/** Holds a proposal against what the payment's money is now; answers what its approval moves. */
export async function mayBeSettled(engine: Engine, state: RefundState, proposal: RefundProposal) {
	const { money, settlement } = proposal;
	const { currency, dueMinor, planId } = state;
	if (money.currency !== currency) return refuse('REFUND_OTHER_CURRENCY', { currency });
	if (!Number.isSafeInteger(money.amountMinor) || money.amountMinor <= 0)
		return refuse('REFUND_AMOUNT_INVALID', { currency });
	if (money.amountMinor > dueMinor) return refuse('REFUND_EXCEEDS_DUE', { due: toMajor(dueMinor, currency), currency });
	if (settlement.kind === 'credit' && state.sessionStatus === 'active') return refuse('CREDIT_SESSION_OPEN');
	if (settlement.kind === 'refund' && (await isPayoutUsed(engine.store.db, payoutOf(settlement))))
		return refuse('REFUND_PAYOUT_USED', { reference: settlement.reference });
	const plan = await loadPlan(engine.store.db, planId);
	if (!plan) throw new TypeError(`There is no plan ${planId} that payment ${state.paymentId} was made for`);
	const moves = refundMoves(proposal, plan);
	return moves.ok ? ok({ moves: moves.value, plan }) : moves;
}

/** Way and reference of a pay-out in one text. */
export function payoutOf({ method, reference }: Settlement & { kind: 'refund' }): string {
	return `${method}/${reference}`;
}
