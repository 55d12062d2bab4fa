import type { AnyKind } from '#lib/kinds/index.ts';
import { reallocate } from '#lib/ledger/money_moves.ts';
import type { Move } from '#lib/ledger/moves.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import { remainingMilli } from '#lib/plan/quota.ts';
import type { Facts } from '#lib/plan/world.ts';
import { foldEvents } from '#lib/session/fold.ts';
import type { Decision, SessionEvent } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { loadFacts } from '../store/load_facts.ts';
import { loadSessionMoney, type SessionMoney } from '../store/load_money.ts';
import type { Engine } from './engine.ts';

interface Ending {
	readonly kind: AnyKind;
	readonly session: SessionRecord;
	readonly decision: Decision<SessionEvent, LedgerWorld>;
	readonly facts: Facts;
}

/**
 * Completes a decision that ends a session without its service: the quota its payments bought is taken back, what they paid for is not
 * rendered, and the money becomes refund due. Quota that has been used meanwhile stays sold. What the session brought into being is closed.
 * Any other decision passes unchanged.
 */
export async function endMoves(engine: Engine, ending: Ending): Promise<Pick<Ending, 'decision' | 'facts'>> {
	const { kind, session, decision, facts } = ending;
	const after: SessionRecord = foldEvents(kind, session, decision.events);
	if (after.status === 'active' || after.status === 'completed') return { decision, facts };
	const closed = kind.givenUp?.(session.data) ?? [];
	const given =
		closed.length === 0 ? decision : { ...decision, introduces: [...(decision.introduces ?? []), ...closed] };
	const money = await loadSessionMoney(engine.store.db, session.id);
	if (money.payments.length === 0) return { decision: given, facts };
	const planId = kind.summary(session.data).planId;
	const withPlan = facts.plan ? facts : { ...facts, ...(await loadFacts(engine.store.db, { planId })) };
	return {
		decision: { ...given, moves: [...(given.moves ?? []), ...refundMoves(session.id, money, withPlan)] },
		facts: withPlan,
	};
}

function refundMoves(sessionId: string, money: SessionMoney, facts: Facts): Move[] {
	const stillThere = money.topUps.every(({ serviceId, amountMilli }) => {
		const service = facts.plan?.services.find((candidate) => candidate.serviceId === serviceId);
		return service !== undefined && remainingMilli(service) >= amountMilli;
	});
	const services = money.payments.flatMap((payment) => refunded(sessionId, payment, 'service'));
	if (!stillThere) return services;
	const planId = facts.plan?.planId ?? '';
	const reversals: Move[] = money.topUps.map(({ serviceId, amountMilli }) => ({
		ledger: 'quota',
		key: `${sessionId}/ended/${serviceId}`,
		planId,
		serviceId,
		reason: 'reversal',
		amountMilli: -amountMilli,
	}));
	return [...reversals, ...money.payments.flatMap((payment) => refunded(sessionId, payment, 'quota')), ...services];
}

type PaidMoney = SessionMoney['payments'][number];

function refunded(sessionId: string, payment: PaidMoney, from: 'quota' | 'service'): Move[] {
	const { paymentId, currency } = payment;
	const amountMinor = from === 'quota' ? payment.inQuotaMinor : payment.inServiceMinor;
	if (amountMinor <= 0) return [];
	// The key of quota is as it was before there was any other.
	const key = `${sessionId}/ended/${paymentId}${from === 'quota' ? '' : `/${from}`}`;
	return reallocate({ key, paymentId, amountMinor, currency }, { from, to: 'refund_due' });
}
