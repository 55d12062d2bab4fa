import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { ChargeMove } from '#lib/ledger/moves.ts';
import { loadChargeCase, type ChargeCase } from '../store/charge_case.ts';
import { decideHoldRow, loadHold, type HoldOutcome, type DecidedHold } from '../store/charge_decision_rows.ts';
import { insertAudit } from '../store/machine_rows.ts';
import { bodyHash } from './body_hash.ts';
import {
	billRows,
	billedAt,
	checkEnergy,
	reaches,
	saleOf,
	standingRecord,
	type Billed,
	type ChargeActor,
} from './charge_billing.ts';
import type { Engine } from './engine.ts';
import { transact, type Draft } from './transact.ts';

/** What a manager makes of a held session. */
export interface HoldDecision {
	readonly holdId: string;
	readonly actor: ChargeActor;
	/**
	 * `accepted`: it is billed as it was told, or stays as it was settled before; `corrected`: it is billed with `energyWh`; `voided`: it has sold
	 * nothing, so that there is no record, or a credit of what was billed.
	 */
	readonly decision: HoldOutcome;
	/** Wh; of a correction only. */
	readonly energyWh?: number | undefined;
	readonly reason: string;
	/** Unique per attempt of a person; a repeat gets the same answer. */
	readonly key: string;
}

/**
 * Decides a held session: its records, running figures and audit entry are written in one transaction; of several at once one counts.
 * Refuses HOLD_NOT_FOUND beyond the reach of the actor, HOLD_DECIDED, and CHARGE_ENERGY_INVALID. Spec: issue «Plausibility».
 */
export async function decideHold(engine: Engine, request: HoldDecision): Promise<Result<Billed>> {
	const { holdId, decision, energyWh = null, reason, actor, key } = request;
	const hold = await loadHold(engine.store.db, holdId);
	if (!hold || !reaches(actor, hold.stationId)) return refuse('HOLD_NOT_FOUND');
	const body = bodyHash({ holdId, decision, energyWh, reason });
	const done = await transact(engine, { scope: `charge_hold:${actor.id}`, key, bodyHash: body }, () =>
		draftDecision(engine, request),
	);
	return done.ok ? ok(done.value.answer) : done;
}

/** What a decision would come to as things stand, or be refused for, before it is made. */
export async function rehearseHold(engine: Engine, request: Omit<HoldDecision, 'key'>): Promise<Result<Billed>> {
	const draft = await draftDecision(engine, request);
	return draft.ok ? ok(draft.value.answer) : draft;
}

async function draftDecision(engine: Engine, request: Omit<HoldDecision, 'key'>): Promise<Result<Draft<Billed>>> {
	const { holdId, decision, reason, actor } = request;
	const hold = await loadHold(engine.store.db, holdId);
	if (!hold || !reaches(actor, hold.stationId)) return refuse('HOLD_NOT_FOUND');
	if (hold.decision) return refuse('HOLD_DECIDED', { decision: hold.decision.outcome });
	const found = await loadChargeCase(engine.store.db, hold.sessionId);
	const sale = found && saleOf(found.session);
	if (!sale) throw new TypeError(`Session ${hold.sessionId} is held, but has sold nothing`);
	const sold = soldBy(request, found, sale);
	if (!sold.ok) return sold;
	const at = engine.clock();
	const billed = billedAt(found.records.at(-1) ?? sale, sold.value);
	return ok({
		statements: [
			decideHoldRow(holdId, { outcome: decision, energyWh: sold.value ?? 0, reason, by: actor.id, at }),
			...billRows(found, { sale, energyWh: sold.value }, { reason, actorId: actor.id, at }),
			decisionAudit(hold, { actor, at, detail: { decision, reason, ...billed } }),
		],
		answer: billed,
	});
}

/** The energy that a session has sold after a decision, Wh; null where it has sold nothing. */
function soldBy(
	{ decision, energyWh }: Pick<HoldDecision, 'decision' | 'energyWh'>,
	{ records, holds }: ChargeCase,
	sale: ChargeMove,
): Result<number | null> {
	switch (decision) {
		case 'voided':
			return ok(null);
		case 'corrected':
			return checkEnergy(energyWh ?? Number.NaN);
		case 'accepted': {
			const isSettled = records.length > 0 || holds.some((hold) => hold.decision !== null);
			return ok(isSettled ? (standingRecord(records)?.energyWh ?? null) : sale.energyWh);
		}
	}
}

/** The audit entry is the lock: a hold is decided once, so that of two people at once one wins. */
function decisionAudit(
	{ id, sessionId, stationId }: DecidedHold,
	{ actor, at, detail }: { actor: ChargeActor; at: number; detail: Readonly<Record<string, unknown>> },
) {
	return insertAudit({
		id: `aud-hold-${id}`,
		at,
		actorId: actor.id,
		action: 'charge.decided',
		subject: sessionId,
		stationId,
		origin: actor.origin,
		detail: { hold: id, ...detail },
	});
}
