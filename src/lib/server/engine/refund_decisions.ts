import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { insertAudit } from '../store/machine_rows.ts';
import { insertDecision, loadRefundState, type RefundDecision, type RefundState } from '../store/refund_rows.ts';
import type { Statement } from '../store/statement.ts';
import { ledgerStatements } from './append.ts';
import { bodyHash } from './body_hash.ts';
import type { Engine } from './engine.ts';
import { refundKey } from './refund_moves.ts';
import { mayBeSettled, payoutOf, type RefundActor } from './refund_proposals.ts';
import { transact, type Draft } from './transact.ts';

/** What somebody says to a proposal. */
export type Verdict = { readonly approved: true } | { readonly approved: false; readonly reason: string };

/** A proposal by its number, and what somebody says to it. */
export interface RefundVerdict {
	readonly paymentId: string;
	/** Number of the proposal that the person saw. */
	readonly seq: number;
	readonly verdict: Verdict;
	readonly by: RefundActor;
	/** Unique per attempt of a person; a repeat gets the same answer. */
	readonly key: string;
}

/**
 * Approves a proposal, which moves the money in the same transaction, or says no to it with a reason. Nobody approves what they proposed;
 * who says no to their own withdraws it. Of several at once one counts. Spec: SECURITY, «adjust quota, refund».
 */
export async function decideRefund(engine: Engine, request: RefundVerdict): Promise<Result<RefundDecision['outcome']>> {
	const { paymentId, seq, verdict, by, key } = request;
	const found = await loadRefundState(engine.store.db, { paymentId, stations: by.stations });
	if (!found) return refuse('PAYMENT_NOT_FOUND');
	const scope = `refund:${paymentId}/${by.id}`;
	const done = await transact(engine, { scope, key, bodyHash: bodyHash({ seq, verdict }) }, () =>
		draftDecision(engine, request),
	);
	return done.ok ? ok(done.value.answer) : done;
}

/** What a decision would be refused for as things stand, before it is made. */
export async function rehearseDecision(engine: Engine, request: Omit<RefundVerdict, 'key'>): Promise<Result<null>> {
	const draft = await draftDecision(engine, request);
	return draft.ok ? ok(null) : draft;
}

async function draftDecision(
	engine: Engine,
	{ paymentId, seq, verdict, by }: Omit<RefundVerdict, 'key'>,
): Promise<Result<Draft<RefundDecision['outcome']>>> {
	const state = await loadRefundState(engine.store.db, { paymentId, stations: by.stations });
	if (!state) return refuse('PAYMENT_NOT_FOUND');
	const { last } = state;
	if (last?.seq !== seq || last.outcome !== null)
		return refuse('REFUND_DECIDED', { outcome: last?.seq === seq ? last.outcome : 'decided' });
	const at = engine.clock();
	const decision = { paymentId, seq, payout: null, reason: null, decidedBy: by.id, at };
	if (!verdict.approved) {
		const outcome = last.proposedBy === by.id ? 'withdrawn' : 'rejected';
		const rejected: RefundDecision = { ...decision, outcome, reason: verdict.reason };
		return ok({
			statements: [insertDecision(rejected), decisionAudit(engine, state, { decision: rejected, by })],
			answer: outcome,
		});
	}
	if (last.proposedBy === by.id) return refuse('REFUND_SAME_PERSON');
	const settled = await mayBeSettled(engine, state, last);
	if (!settled.ok) return settled;
	const { moves, plan } = settled.value;
	const isRefund = last.settlement.kind === 'refund';
	const approved: RefundDecision = {
		...decision,
		outcome: 'approved',
		payout: last.settlement.kind === 'refund' ? payoutOf(last.settlement) : null,
	};
	const context = { sessionId: state.sessionId, stationId: state.stationId, actorId: by.id, at };
	return ok({
		statements: [
			insertDecision(approved),
			// A pay-out changes nothing of the plan; a credit takes the plan's next number.
			...ledgerStatements({
				facts: { plan: isRefund ? null : plan, batteries: {} },
				decision: { moves, planInputs: [] },
				context,
				cause: refundKey(last),
			}),
			decisionAudit(engine, state, { decision: approved, by }),
		],
		answer: 'approved',
	});
}

function decisionAudit(
	engine: Engine,
	{ stationId, last }: RefundState,
	{ decision, by }: { decision: RefundDecision; by: RefundActor },
): Statement {
	const { paymentId, seq, outcome, reason, at } = decision;
	return insertAudit({
		id: engine.ids('aud'),
		at,
		actorId: by.id,
		action: `refund.${outcome}`,
		subject: paymentId,
		stationId,
		origin: by.origin,
		detail: { proposal: seq, ...last?.money, ...last?.settlement, proposedBy: last?.proposedBy, reason },
	});
}
