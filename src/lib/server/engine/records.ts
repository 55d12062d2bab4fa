import {
	insertAudit,
	insertDeadLetter,
	trimDeadLetters,
	type AuditEntry,
	type DeadLetter,
} from '../store/machine_rows.ts';
import type { Engine } from './engine.ts';
import { createRecordGate, recordLimit, type RecordGate } from './record_gate.ts';

/** Reason of a letter whose handling broke: worth more than garbage, because a mend makes it good. */
export const failedReason = 'FAILED';

type NewEntry = Omit<AuditEntry, 'id' | 'at'>;

/** One gate a process: each has one engine. */
const gates = new WeakMap<Engine, RecordGate>();

/** Records who did, or tried, what to what, from where. */
export async function recordAudit(engine: Engine, entry: NewEntry): Promise<void> {
	await engine.store.writer.commit([insertAudit({ ...entry, id: engine.ids('aud'), at: engine.clock() })]);
}

/** Records what was refused to somebody; no more of one source than the record limit, and then one line that says so. */
export async function recordRefusal(engine: Engine, source: string, entry: NewEntry): Promise<void> {
	if (await admits(engine, source)) await recordAudit(engine, entry);
}

/** Keeps a message that could not be handled, for a person to read, replay or discard; of a source that is named within the record limit. */
export async function recordDeadLetter(
	engine: Engine,
	source: string | null,
	letter: Omit<DeadLetter, 'id' | 'at'>,
): Promise<void> {
	if (source !== null && !(await admits(engine, source))) return;
	const stored = { ...letter, id: engine.ids('dead'), at: engine.clock() };
	await engine.store.writer.commit([insertDeadLetter(stored), trimDeadLetters(failedReason)]);
}

async function admits(engine: Engine, source: string): Promise<boolean> {
	const admitted = gateOf(engine).admit(source);
	if (admitted === 'last') {
		const what = { action: 'records.limited', subject: source, stationId: null, origin: source, detail: recordLimit };
		await recordAudit(engine, { actorId: 'unknown', ...what });
	}
	return admitted === 'record';
}

function gateOf(engine: Engine): RecordGate {
	const known = gates.get(engine);
	if (known) return known;
	const gate = createRecordGate(engine.clock);
	gates.set(engine, gate);
	return gate;
}
