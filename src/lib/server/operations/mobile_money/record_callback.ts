import { parseJsonBytes } from '#lib/protocol/json_bytes.ts';
import type { Engine } from '../../engine/engine.ts';
import { intentCalledBack, loadIntentByToken } from '../../store/payment_intent_rows.ts';

/** How long the answer to the request may be on its way when the callback is there already, ms: the session hears of both in their order. */
const answerPatienceMs = 2000;

/** Keeps what came to a callback's address and has the intent checked as soon as its request was answered; false if nobody was given that address, or what came is no JSON. */
export async function recordCallback(engine: Engine, token: string, bytes: Uint8Array): Promise<boolean> {
	const intent = await loadIntentByToken(engine.store.db, token);
	const json = parseJsonBytes(bytes);
	if (!intent || !json.ok) return false;
	const at = engine.clock();
	const called = { callback: json.value, at, unansweredCheckAt: at + answerPatienceMs };
	await engine.store.writer.commit([intentCalledBack(intent.id, called)]);
	return true;
}
