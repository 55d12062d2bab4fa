import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { isReplayable, loadDeadLetter, type DeadLetter } from '../store/list_dead_letters.ts';
import { insertAudit, insertOutbox } from '../store/machine_rows.ts';
import type { Statement } from '../store/statement.ts';
import type { deadLetterRefusals } from './dead_letter_refusals.ts';
import type { Engine } from './engine.ts';

/** Which dead letter, and who sees to it. */
export interface LetterCommand {
	readonly id: string;
	readonly actorId: string;
	/** Address. */
	readonly origin: string;
}

type LetterRefusal = keyof typeof deadLetterRefusals;

const handle = 'UPDATE dead_letters SET status = ?, handled_at = ?, handled_by = ?, outcome = NULL WHERE id = ?';

/**
 * Has the agent handle a dead letter anew, with the trust it came with; the agent tells how that went.
 * Refuses LETTER_NOT_FOUND, LETTER_HANDLED and LETTER_NOT_REPLAYABLE.
 */
export function replayLetter(engine: Engine, command: LetterCommand): Promise<Result<null, LetterRefusal>> {
	return handleLetter(engine, command, (letter, at) => {
		if (!isReplayable(letter)) return refuse('LETTER_NOT_REPLAYABLE');
		const replay = insertOutbox({
			id: `replay/${letter.id}/${at}`,
			kind: 'replay',
			payload: { letterId: letter.id },
			subject: letter.id,
			stationId: null,
			at,
		});
		return ok({ status: 'replaying', action: 'dead_letter.replayed', effects: [replay] });
	});
}

/** Puts a dead letter away for good; it stays to be read. Refuses LETTER_NOT_FOUND and LETTER_HANDLED. */
export function discardLetter(engine: Engine, command: LetterCommand): Promise<Result<null, LetterRefusal>> {
	return handleLetter(engine, command, () =>
		ok({ status: 'discarded', action: 'dead_letter.discarded', effects: [] as Statement[] }),
	);
}

/** What becomes of a letter. */
interface Handling {
	readonly status: string;
	readonly action: string;
	readonly effects: readonly Statement[];
}

/** The audit entry is the lock: its id is that of this handling of the letter, so that of two people at once one wins. */
async function handleLetter(
	engine: Engine,
	{ id, actorId, origin }: LetterCommand,
	decide: (letter: DeadLetter, at: number) => Result<Handling, LetterRefusal>,
): Promise<Result<null, LetterRefusal>> {
	const letter = await loadDeadLetter(engine.store.db, id);
	if (!letter) return refuse('LETTER_NOT_FOUND');
	if (letter.status !== 'open') return refuse('LETTER_HANDLED', { status: letter.status });
	const at = engine.clock();
	const decided = decide(letter, at);
	if (!decided.ok) return decided;
	const { status, action, effects } = decided.value;
	const outcome = await engine.store.writer.commit([
		insertAudit({
			id: `aud-letter-${id}-${letter.handledAt ?? 'new'}`,
			at,
			actorId,
			action,
			subject: id,
			stationId: null,
			origin,
			detail: { topic: letter.topic, reason: letter.reason },
		}),
		{ sql: handle, args: [status, at, actorId, id] },
		...effects,
	]);
	if (outcome.ok) return ok(null);
	const now = await loadDeadLetter(engine.store.db, id);
	return refuse('LETTER_HANDLED', { status: now?.status ?? 'gone' });
}
