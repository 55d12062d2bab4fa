import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { loadChargeCase } from '../store/charge_case.ts';
import {
	answerDisputeRow,
	insertDispute,
	loadDispute,
	disputesOf as loadDisputes,
	type DisputeCategory,
	type DisputeOutcome,
	type StoredDispute,
} from '../store/charge_dispute_rows.ts';
import { insertAudit } from '../store/machine_rows.ts';
import type { Statement } from '../store/statement.ts';
import { bodyHash } from './body_hash.ts';
import { reaches, type Billed, type ChargeActor } from './charge_billing.ts';
import { correctionRows, type CorrectedEnergy } from './charge_corrections.ts';
import { ownCharge } from './own_charge.ts';
import type { Engine } from './engine.ts';
import { transact, type Draft } from './transact.ts';

/** «Something is wrong with this session», as its rider says. */
export interface DisputeRequest {
	readonly sessionId: string;
	/** The rider's own. */
	readonly customerId: string;
	readonly category: DisputeCategory;
	readonly text: string;
	/** Who asks, and from which address. */
	readonly by: { readonly id: string; readonly origin: string };
	/** Unique per attempt of a person; a repeat gets the same answer. */
	readonly key: string;
}

/**
 * Opens a dispute about the rider's own ended session, for a manager to answer; answers its id.
 * Refuses SESSION_NOT_FOUND for what is not the rider's, CHARGE_NOT_ENDED, and DISPUTE_OPEN while one waits for its answer.
 */
export async function openDispute(engine: Engine, request: DisputeRequest): Promise<Result<string>> {
	const { sessionId, category, text, by, key } = request;
	const body = bodyHash({ sessionId, category, text });
	const done = await transact(engine, { scope: `charge_dispute:${by.id}`, key, bodyHash: body }, () =>
		draftDispute(engine, request),
	);
	return done.ok ? ok(done.value.answer) : done;
}

/** The disputes of a session with their answers, first to last; whoever asks has to know that the session is theirs to read. */
export function readDisputes(engine: Engine, sessionId: string): Promise<StoredDispute[]> {
	return loadDisputes(engine.store.db, sessionId);
}

/** What a manager answers. A dispute that is upheld may correct the session in the same transaction. */
export interface DisputeAnswer {
	readonly disputeId: string;
	readonly actor: ChargeActor;
	readonly outcome: DisputeOutcome;
	/** What the rider reads, and the reason of the correction. */
	readonly answer: string;
	readonly correction: CorrectedEnergy | null;
	/** Unique per attempt of a person; a repeat gets the same answer. */
	readonly key: string;
}

/**
 * Answers a dispute, once. Answers what the session costs since, null where it was not corrected. Refuses DISPUTE_NOT_FOUND beyond the reach
 * of the actor, DISPUTE_ANSWERED, and what `correctCharge` refuses. Throws TypeError for a correction of a dispute that is declined.
 */
export async function answerDispute(engine: Engine, request: DisputeAnswer): Promise<Result<Billed | null>> {
	const { disputeId, outcome, answer, correction, actor, key } = request;
	const dispute = await loadDispute(engine.store.db, disputeId);
	if (!dispute || !reaches(actor, dispute.stationId)) return refuse('DISPUTE_NOT_FOUND');
	const body = bodyHash({ disputeId, outcome, answer, correction });
	const done = await transact(engine, { scope: `charge_answer:${actor.id}`, key, bodyHash: body }, () =>
		draftAnswer(engine, request),
	);
	return done.ok ? ok(done.value.answer) : done;
}

/** What an answer would come to as things stand, or be refused for, before it is given. */
export async function rehearseAnswer(
	engine: Engine,
	request: Omit<DisputeAnswer, 'key'>,
): Promise<Result<Billed | null>> {
	const draft = await draftAnswer(engine, request);
	return draft.ok ? ok(draft.value.answer) : draft;
}

async function draftDispute(
	engine: Engine,
	{ sessionId, customerId, category, text, by }: DisputeRequest,
): Promise<Result<Draft<string>>> {
	const own = await ownCharge(engine, { sessionId, customerId });
	if (!own.ok) return own;
	const earlier = await loadDisputes(engine.store.db, sessionId);
	if (earlier.some(({ answer }) => answer === null)) return refuse('DISPUTE_OPEN');
	const id = engine.ids('dsp');
	const { stationId } = own.value;
	const at = engine.clock();
	const audit = insertAudit({
		...{ id: engine.ids('aud'), at, actorId: by.id, action: 'charge.disputed', subject: sessionId },
		...{ stationId, origin: by.origin, detail: { dispute: id, category } },
	});
	return ok({
		statements: [insertDispute({ id, sessionId, customerId, stationId, category, text, at }), audit],
		answer: id,
	});
}

async function draftAnswer(
	engine: Engine,
	{ disputeId, outcome, answer, correction, actor }: Omit<DisputeAnswer, 'key'>,
): Promise<Result<Draft<Billed | null>>> {
	if (correction && outcome === 'declined') throw new TypeError('A dispute that is declined corrects nothing');
	const dispute = await loadDispute(engine.store.db, disputeId);
	if (!dispute || !reaches(actor, dispute.stationId)) return refuse('DISPUTE_NOT_FOUND');
	if (dispute.answer) return refuse('DISPUTE_ANSWERED');
	const at = engine.clock();
	const corrected = await correct(engine, dispute, { correction, reason: answer, actorId: actor.id, at });
	if (!corrected.ok) return corrected;
	const { statements, billed } = corrected.value;
	return ok({
		statements: [
			answerDisputeRow(disputeId, { outcome, text: answer, by: actor.id, at }),
			...statements,
			answerAudit(dispute, { actor, at, detail: { outcome, answer, billed } }),
		],
		answer: billed,
	});
}

async function correct(
	engine: Engine,
	{ sessionId }: StoredDispute,
	{ correction, ...context }: { correction: CorrectedEnergy | null; reason: string; actorId: string; at: number },
): Promise<Result<{ statements: readonly Statement[]; billed: Billed | null }>> {
	if (!correction) return ok({ statements: [], billed: null });
	const found = await loadChargeCase(engine.store.db, sessionId);
	return found ? correctionRows(found, correction, context) : refuse('SESSION_NOT_FOUND');
}

/** The audit entry is the lock: a dispute is answered once, so that of two people at once one wins. */
function answerAudit(
	{ id, sessionId, stationId }: StoredDispute,
	{ actor, at, detail }: { actor: ChargeActor; at: number; detail: Readonly<Record<string, unknown>> },
): Statement {
	return insertAudit({
		...{ id: `aud-dispute-${id}`, at, actorId: actor.id, action: 'charge.dispute_answered', subject: sessionId },
		...{ stationId, origin: actor.origin, detail: { dispute: id, ...detail } },
	});
}
