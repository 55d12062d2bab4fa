import { parseJsonBytes } from '#lib/protocol/json_bytes.ts';
import type { Engine } from '../../engine/engine.ts';
import { intentCalledBack, loadIntentByToken } from '../../store/payment_intent_rows.ts';

/** Keeps what came to a callback's address and has the intent checked at once; false if nobody was given that address, or what came is no JSON. */
export async function recordCallback(engine: Engine, token: string, bytes: Uint8Array): Promise<boolean> {
	const intent = await loadIntentByToken(engine.store.db, token);
	const json = parseJsonBytes(bytes);
	if (!intent || !json.ok) return false;
	await engine.store.writer.commit([intentCalledBack(intent.id, json.value, engine.clock())]);
	return true;
}
