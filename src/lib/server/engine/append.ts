import { isSessionKind, type AnyKind } from '#lib/kinds/index.ts';
import { effects } from '#lib/kinds/index.server.ts';
import { dueAfter } from '#lib/ledger/due.ts';
import type { Move } from '#lib/ledger/moves.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import type { PlanInput } from '#lib/plan/cycles.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import type { Facts } from '#lib/plan/world.ts';
import { foldEvents } from '#lib/session/fold.ts';
import type { Actor, Decision, SessionEvent } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { moveRows, planRows, type MoveContext } from '../store/ledger_rows.ts';
import { insertAudit, insertOutbox } from '../store/machine_rows.ts';
import { insertEvent, updateSession } from '../store/session_rows.ts';
import { introductionRows } from '../store/introduction_rows.ts';
import { startPeriod } from '../store/period_rows.ts';
import type { Statement } from '../store/statement.ts';
import { erpPayment } from './erp_tasks.ts';

export interface Append {
	readonly kind: AnyKind;
	readonly session: SessionRecord;
	readonly facts: Facts;
	readonly decision: Decision<SessionEvent, LedgerWorld>;
	readonly actor: Pick<Actor, 'id' | 'stationId'>;
	readonly at: number;
}

/** Turns a decision into the session as it will be and the statements that make it so: events, snapshot, ledgers, plan. */
export function appendDecision(append: Append): { session: SessionRecord; statements: Statement[] } {
	const { kind, facts, decision, actor, at } = append;
	const session: SessionRecord = foldEvents(kind, append.session, decision.events);
	const events = decision.events.map((event, i) =>
		insertEvent(session.id, append.session.version + 1 + i, { ...event, actorId: actor.id }),
	);
	const settled = session.status === 'active' ? [] : (kind.settle?.(session) ?? []);
	const closing = settled.length === 0 ? decision : { ...decision, moves: [...(decision.moves ?? []), ...settled] };
	const context = { sessionId: session.id, stationId: actor.stationId, actorId: actor.id, at };
	return {
		session,
		statements: [
			...introductionRows(decision.introduces ?? [], { cause: session.id, at }),
			...events,
			updateSession(session, kind.summary(session.data)),
			...ledgerStatements({ facts, decision: closing, context, cause: session.id }),
			...outboxStatements(session, decision.events, at),
		],
	};
}

function outboxStatements(session: SessionRecord, events: readonly SessionEvent[], at: number): Statement[] {
	if (!isSessionKind(session.kind)) throw new TypeError(`There is no session kind ${session.kind}`);
	return effects[session.kind](session, events).map(({ kind, ...payload }, i) =>
		insertOutbox({
			id: `${session.id}/${session.version}/${i}`,
			kind,
			payload,
			subject: session.id,
			stationId: session.actor.station,
			at,
		}),
	);
}

/** Ledger entries and the plan's next number; none where nothing of value moves. */
export function ledgerStatements(change: {
	facts: Facts;
	decision: Pick<Decision<SessionEvent, LedgerWorld>, 'moves' | 'planInputs'>;
	context: MoveContext;
	cause: string;
}): Statement[] {
	const { facts, decision, context } = change;
	const moves = decision.moves ?? [];
	const inputs = decision.planInputs ?? [];
	if (moves.length === 0 && inputs.length === 0) return [];
	return [
		...planStatements(change, moves, inputs),
		...moveRows(moves, facts, context),
		...erpPayments(moves, facts.plan, context),
		ledgerAudit(change),
	];
}

function planStatements(
	change: Parameters<typeof ledgerStatements>[0],
	moves: readonly Move[],
	inputs: readonly PlanInput[],
) {
	const { facts, context, cause } = change;
	if (!facts.plan) return [];
	const served = inputs.includes('BATTERY_ISSUED');
	const dueMinor = dueAfter(facts.plan, moves, inputs);
	const paid = inputs.includes('DEPOSIT_PAID') || inputs.includes('RENEWAL_PAID');
	return [
		...planRows(facts.plan, inputs, { cause, at: context.at, served, dueMinor }),
		...(paid ? [startPeriod(facts.plan.planId, context.at)] : []),
	];
}

/** The ERP hears of every payment in the transaction that captures it. */
function erpPayments(moves: readonly Move[], plan: PlanFacts | null, context: MoveContext): Statement[] {
	if (!plan) return [];
	return moves
		.filter((move) => move.ledger === 'payment')
		.map((move) =>
			insertOutbox({
				id: `erp/${move.paymentId}`,
				kind: 'erp',
				payload: { task: erpPayment(move, plan, context.at) },
				subject: plan.planId,
				stationId: context.stationId,
				at: context.at,
			}),
		);
}

/** Who moved money, quota or batteries, and which entries. */
function ledgerAudit({ facts, decision, context, cause }: Parameters<typeof ledgerStatements>[0]): Statement {
	const plan = facts.plan;
	return insertAudit({
		// Begins with the time, so that entries are appended to their index instead of scattered over it.
		id: `aud-${context.at}-${cause}-${plan ? plan.version + 1 : 0}`,
		at: context.at,
		actorId: context.actorId,
		action: 'ledger.moved',
		subject: plan?.planId ?? cause,
		stationId: context.stationId,
		origin: cause,
		detail: { entries: (decision.moves ?? []).map((move) => move.key), inputs: decision.planInputs ?? [] },
	});
}
