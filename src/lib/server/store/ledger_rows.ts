import { applyQuota } from '#lib/ledger/balances.ts';
import type { CustodyMove, MoneyMove, Move, PaymentCapture, QuotaMove } from '#lib/ledger/moves.ts';
import { advanceCycles, type PlanInput } from '#lib/plan/cycles.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import { batteryOf, type Facts } from '#lib/plan/world.ts';
import { chargeRows } from './charge_rows.ts';
import type { Statement } from './statement.ts';

/** Who moved something, where, when, and in which session. */
export interface MoveContext {
	readonly sessionId: string | null;
	readonly stationId: string | null;
	readonly actorId: string;
	readonly at: number;
}

/**
 * Ledger entries as statements. Each stream (a plan's service, a battery) is numbered on from the facts the decision saw,
 * so that a decision upon stale facts runs into a taken number and is made again.
 */
export function moveRows(moves: readonly Move[], facts: Facts, context: MoveContext): Statement[] {
	const quotaSeqs = new Map<string, number>();
	return moves.flatMap((move) => {
		switch (move.ledger) {
			case 'quota':
				return quotaRows(move, nextQuotaSeq(quotaSeqs, move, facts.plan), context);
			case 'custody':
				return custodyRows(move, facts, context);
			case 'payment':
				return [paymentRow(move, context)];
			case 'money':
				return [moneyRow(move, context)];
			case 'charge':
				return chargeRows(move, context);
		}
	});
}

function nextQuotaSeq(seqs: Map<string, number>, move: QuotaMove, plan: PlanFacts | null): number {
	const last =
		seqs.get(move.serviceId) ?? plan?.services.find((service) => service.serviceId === move.serviceId)?.quotaSeq;
	if (last === undefined) throw new TypeError(`Quota of ${move.serviceId} moves, but the plan was not loaded`);
	seqs.set(move.serviceId, last + 1);
	return last + 1;
}

function quotaRows(move: QuotaMove, seq: number, context: MoveContext): Statement[] {
	const change = applyQuota({ usedMilli: 0, quotaMilli: 0 }, move);
	return [
		{
			sql: 'INSERT INTO quota_entries (plan_id, service_id, seq, key, reason, amount_milli, session_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
			args: [move.planId, move.serviceId, seq, move.key, move.reason, move.amountMilli, context.sessionId, context.at],
		},
		{
			sql: 'UPDATE plan_services SET used_milli = used_milli + ?, quota_milli = quota_milli + ?, seq = ? WHERE plan_id = ? AND service_id = ?',
			args: [change.usedMilli, change.quotaMilli, seq, move.planId, move.serviceId],
		},
	];
}

function custodyRows(move: CustodyMove, facts: Facts, context: MoveContext): Statement[] {
	const battery = batteryOf(facts, move.batteryId);
	if (!battery) throw new TypeError(`Battery ${move.batteryId} moves, but it was not loaded`);
	const seq = battery.custodySeq + 1;
	const { kind, id, serviceId } = move.to;
	return [
		{
			sql: 'INSERT INTO custody_entries (battery_id, seq, key, holder_kind, holder_id, holder_service_id, energy_wh, session_id, actor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
			args: [
				battery.id,
				seq,
				move.key,
				kind,
				id,
				serviceId,
				move.energyWh,
				context.sessionId,
				context.actorId,
				context.at,
			],
		},
		{
			sql: 'UPDATE batteries SET holder_kind = ?, holder_id = ?, holder_service_id = ?, energy_wh = coalesce(?, energy_wh), seq = ? WHERE id = ?',
			args: [kind, id, serviceId, move.energyWh, seq, battery.id],
		},
	];
}

function paymentRow(move: PaymentCapture, context: MoveContext): Statement {
	return {
		sql: 'INSERT INTO payments (id, key, method, reference, reference_scope, payment_type, amount_minor, currency, plan_id, verification, session_id, station_id, actor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
		args: [
			move.paymentId,
			move.key,
			move.method,
			move.reference,
			move.method === 'CASH' ? 'cash' : 'receipt',
			move.paymentType,
			move.amountMinor,
			move.currency,
			move.planId,
			move.verification,
			context.sessionId,
			context.stationId,
			context.actorId,
			context.at,
		],
	};
}

function moneyRow(move: MoneyMove, context: MoveContext): Statement {
	return {
		sql: 'INSERT INTO money_entries (payment_id, key, bucket, amount_minor, currency, session_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
		args: [move.paymentId, move.key, move.bucket, move.amountMinor, move.currency, context.sessionId, context.at],
	};
}

/**
 * The plan's next event and snapshot. Every change of a plan's quota, batteries or cycles takes the next number,
 * so that two of them cannot rest on the same facts.
 */
export function planRows(
	plan: PlanFacts,
	inputs: readonly PlanInput[],
	change: { cause: string; at: number; served: boolean; dueMinor: number | null },
): Statement[] {
	const cycles = advanceCycles(plan, inputs);
	const seq = plan.version + 1;
	return [
		{
			sql: 'INSERT INTO plan_events (plan_id, seq, inputs_json, service_state, payment_state, cause, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
			args: [
				plan.planId,
				seq,
				JSON.stringify(inputs),
				cycles.serviceState,
				cycles.paymentState,
				change.cause,
				change.at,
			],
		},
		{
			sql: 'UPDATE plans SET service_state = ?, payment_state = ?, version = ?, due_minor = ?, last_swap_at = coalesce(?, last_swap_at) WHERE id = ?',
			args: [
				cycles.serviceState,
				cycles.paymentState,
				seq,
				change.dueMinor,
				change.served ? change.at : null,
				plan.planId,
			],
		},
	];
}
