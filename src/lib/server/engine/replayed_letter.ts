import * as v from 'valibot';
import { loadDeadLetter } from '../store/list_dead_letters.ts';
import type { Statement } from '../store/statement.ts';
import type { Engine } from './engine.ts';

const kept = v.object({
	responseTopic: v.nullable(v.string()),
	correlationData: v.nullable(v.string()),
	personId: v.nullable(v.string()),
});

/** A dead letter as the message that it was. */
export interface LetterMessage {
	readonly topic: string;
	readonly payload: Uint8Array;
	/** `service`, or the client id of a tab. */
	readonly origin: string;
	readonly personId: string | null;
	readonly responseTopic: string | null;
	readonly correlationData: Uint8Array | null;
}

/** The message of a letter that waits for its replay; null if it does not wait any more. */
export async function letterToReplay(engine: Engine, id: string): Promise<LetterMessage | null> {
	const letter = await loadDeadLetter(engine.store.db, id);
	if (letter?.status !== 'replaying') return null;
	const { responseTopic, correlationData, personId } = v.parse(kept, letter.properties);
	return {
		topic: letter.topic,
		payload: Buffer.from(letter.payload, letter.encoding === 'base64' ? 'base64' : 'utf8'),
		origin: letter.origin,
		personId,
		responseTopic,
		correlationData: correlationData === null ? null : Buffer.from(correlationData, 'base64'),
	};
}

/** How a replay went: handled, or still a dead letter. */
export function letterReplayed(id: string, replay: { isHandled: boolean; outcome: string }): Statement {
	return {
		sql: "UPDATE dead_letters SET status = ?, outcome = ? WHERE id = ? AND status = 'replaying'",
		args: [replay.isHandled ? 'replayed' : 'open', replay.outcome.slice(0, 500), id],
	};
}
