import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { loadChargeCase, type ChargeCase } from '../store/charge_case.ts';
import { insertAudit } from '../store/machine_rows.ts';
import type { Statement } from '../store/statement.ts';
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

/** What a session has sold after all. */
export interface CorrectedEnergy {
	/** Wh. */
	readonly energyWh: number;
	/** How many records of the session the person saw. */
	readonly seen: number;
}

/** What a manager corrects. */
export interface ChargeCorrection extends CorrectedEnergy {
	readonly sessionId: string;
	readonly actor: ChargeActor;
	readonly reason: string;
	/** Unique per attempt of a person; a repeat gets the same answer. */
	readonly key: string;
}

/**
 * Bills an ended session with other energy, at the price it began with: what was sealed is credited and a new record written, in one transaction
 * with the running figures. Refuses SESSION_NOT_FOUND beyond the reach of the actor, CHARGE_NOT_ENDED, CHARGE_HELD while it waits for a
 * decision, CHARGE_NOT_SOLD, CHARGE_CORRECTED where somebody was faster, and CHARGE_ENERGY_INVALID or CHARGE_ENERGY_UNCHANGED.
 */
export async function correctCharge(engine: Engine, request: ChargeCorrection): Promise<Result<Billed>> {
	const { sessionId, energyWh, seen, reason, actor, key } = request;
	const body = bodyHash({ sessionId, energyWh, seen, reason });
	const done = await transact(engine, { scope: `charge_correction:${actor.id}`, key, bodyHash: body }, () =>
		draftCorrection(engine, request),
	);
	return done.ok ? ok(done.value.answer) : done;
}

/** What a correction would come to as things stand, or be refused for, before it is made. */
export async function rehearseCorrection(
	engine: Engine,
	request: Omit<ChargeCorrection, 'key'>,
): Promise<Result<Billed>> {
	const draft = await draftCorrection(engine, request);
	return draft.ok ? ok(draft.value.answer) : draft;
}

async function draftCorrection(
	engine: Engine,
	{ sessionId, energyWh, seen, reason, actor }: Omit<ChargeCorrection, 'key'>,
): Promise<Result<Draft<Billed>>> {
	const found = await loadChargeCase(engine.store.db, sessionId);
	if (!found || !reaches(actor, found.session.actor.station)) return refuse('SESSION_NOT_FOUND');
	const at = engine.clock();
	const corrected = correctionRows(found, { energyWh, seen }, { reason, actorId: actor.id, at });
	if (!corrected.ok) return corrected;
	const { statements, billed } = corrected.value;
	const audit = insertAudit({
		id: engine.ids('aud'),
		at,
		actorId: actor.id,
		action: 'charge.corrected',
		subject: sessionId,
		stationId: found.session.actor.station,
		origin: actor.origin,
		detail: { reason, from: standingRecord(found.records)?.energyWh ?? null, ...billed },
	});
	return ok({ statements: [...statements, audit], answer: billed });
}

/** The records that correct a session, and what it costs then; refuses as `correctCharge` does. */
export function correctionRows(
	found: ChargeCase,
	{ energyWh, seen }: CorrectedEnergy,
	context: { reason: string; actorId: string; at: number },
): Result<{ statements: readonly Statement[]; billed: Billed }> {
	const { session, records, holds } = found;
	if (session.status === 'active') return refuse('CHARGE_NOT_ENDED');
	const sale = saleOf(session);
	if (!sale) return refuse('CHARGE_NOT_SOLD');
	if (holds.some(({ decision }) => decision === null)) return refuse('CHARGE_HELD');
	if (records.length !== seen) return refuse('CHARGE_CORRECTED');
	const checked = checkEnergy(energyWh);
	if (!checked.ok) return checked;
	const statements = billRows(found, { sale, energyWh }, context);
	if (statements.length === 0) return refuse('CHARGE_ENERGY_UNCHANGED');
	return ok({ statements, billed: billedAt(records.at(-1) ?? sale, energyWh) });
}
