import { FaultError } from '#lib/kernel/fault.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import { kindOf } from '#lib/kinds/index.ts';
import { capture } from '#lib/ledger/money_moves.ts';
import type { Move } from '#lib/ledger/moves.ts';
import { pay, type PaymentReport } from '#lib/ledger/pay.ts';
import { serviceOf, type PlanFacts } from '#lib/plan/facts.ts';
import { ledgerStatements } from '../../engine/append.ts';
import { bodyHash } from '../../engine/body_hash.ts';
import type { Engine } from '../../engine/engine.ts';
import { recordAudit } from '../../engine/records.ts';
import { transact } from '../../engine/transact.ts';
import { loadPlan } from '../../store/load_facts.ts';
import { loadSession } from '../../store/load_session.ts';
import { intentConfirmed, type PaymentIntent } from '../../store/payment_intent_rows.ts';
import type { Statement } from '../../store/statement.ts';
import { providerStep } from './provider_step.ts';
import { countedBeforeWords } from './push_words.ts';
import { told } from './tell_session.ts';

/** Money that the provider has confirmed. */
export interface ConfirmedMoney {
	/** The provider's receipt number, or what else names the payment for ever. */
	readonly receipt: string;
	readonly amountMinor: number;
}

/**
 * Captures money that the provider has confirmed, once: as the payment that the session waits for; as quota where a session that buys it
 * went on another way; else as refund due. Nothing that was paid is ever dropped. Spec: DOMAIN, Payment, then service.
 */
export async function confirmPayment(engine: Engine, intent: PaymentIntent, money: ConfirmedMoney): Promise<void> {
	const request = { scope: 'mobile_money', key: intent.id, bodyHash: bodyHash({ receipt: money.receipt }) };
	const done = await transact(engine, request, async () => {
		const statements = await captureStatements(engine, intent, money);
		if (!statements.ok) return statements;
		const confirmed = intentConfirmed(intent.id, { receipt: money.receipt, at: engine.clock() });
		return ok({ statements: [...statements.value, confirmed], answer: null });
	});
	// Another agent has confirmed it meanwhile.
	if (done.ok || done.code === 'IDEMPOTENCY_KEY_REUSED') return;
	if (done.code === 'BUSY') throw new FaultError('store', `The payment of ${intent.id} could not be written`);
	if (done.code !== 'PAYMENT_REFERENCE_USED')
		throw new TypeError(`A confirmed payment of ${intent.id} cannot be captured: ${done.code}`);
	await recordCounted(engine, intent, money);
}

/** Somebody typed this receipt before, or another intent has brought it: the money counts already, and the session waits no longer. */
async function recordCounted(engine: Engine, intent: PaymentIntent, money: ConfirmedMoney): Promise<void> {
	await transact(engine, null, async () => {
		const confirmed = intentConfirmed(intent.id, { receipt: money.receipt, at: engine.clock() });
		const progress = { status: 'failed', code: 'PUSH_COUNTED_BEFORE', message: countedBeforeWords };
		return ok({ statements: [confirmed, ...(await told(engine, intent, progress))], answer: null });
	});
	await recordAudit(engine, {
		actorId: 'mobile_money',
		action: 'payment.counted_before',
		subject: intent.planId,
		stationId: intent.stationId,
		origin: intent.id,
		detail: { receipt: money.receipt },
	});
}

async function captureStatements(
	engine: Engine,
	intent: PaymentIntent,
	money: ConfirmedMoney,
): Promise<Result<readonly Statement[]>> {
	const payment = reportOf(intent, money);
	const input = { correlationId: intent.id, intentId: intent.id, payment, service: null };
	const taken = await providerStep(engine, intent, { kind: 'confirm', input });
	if (taken.ok) return taken;
	const plan = await loadPlan(engine.store.db, intent.planId);
	if (!plan) throw new TypeError(`There is no plan ${intent.planId} to pay for`);
	const session = intent.sessionId === null ? null : await loadSession(engine.store.db, intent.sessionId);
	const buysQuota = session?.status === 'active' && kindOf(session.kind).provider?.late === 'quota';
	const moves = buysQuota ? quotaMoves(plan, payment) : refundMoves(plan, payment);
	const context = {
		sessionId: intent.sessionId,
		stationId: intent.stationId,
		actorId: 'mobile_money',
		at: engine.clock(),
	};
	const facts = { plan, batteries: {} };
	return ok(ledgerStatements({ facts, decision: { moves, planInputs: [] }, context, cause: intent.id }));
}

function reportOf(intent: PaymentIntent, { receipt, amountMinor }: ConfirmedMoney): PaymentReport {
	return {
		paymentId: `pay/${intent.id}`,
		serviceId: '',
		amountMinor,
		reference: receipt,
		method: intent.method,
		paymentType: 'TOP_UP',
		verification: 'provider',
		excessMinor: 0,
	};
}

/** The session is priced anew, and counts the quota that the money has become. */
function quotaMoves(plan: PlanFacts, payment: PaymentReport): readonly Move[] {
	const energy = serviceOf(plan, 'energy');
	const paid = energy && pay(plan, { ...payment, serviceId: energy.serviceId }, `${payment.paymentId}/late`);
	return paid?.ok ? paid.value.moves : refundMoves(plan, payment);
}

function refundMoves(plan: PlanFacts, payment: PaymentReport): readonly Move[] {
	const { excessMinor: _excess, serviceId: _service, ...captured } = payment;
	const money = { ...captured, key: `${payment.paymentId}/late`, currency: plan.currency, planId: plan.planId };
	return capture(money, { refund_due: payment.amountMinor });
}
