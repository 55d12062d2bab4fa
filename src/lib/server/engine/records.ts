import { insertAudit, insertDeadLetter, type AuditEntry } from '../store/machine_rows.ts';
import type { Engine } from './engine.ts';

/** Records who did, or tried, what to what, from where. */
export async function recordAudit(engine: Engine, entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void> {
	await engine.store.writer.commit([insertAudit({ ...entry, id: engine.ids('aud'), at: engine.clock() })]);
}

/** Keeps a message that could not be handled, for a person to read. */
export async function recordDeadLetter(
	engine: Engine,
	letter: { topic: string; payload: string; reason: string },
): Promise<void> {
	await engine.store.writer.commit([insertDeadLetter({ ...letter, id: engine.ids('dead'), at: engine.clock() })]);
}
