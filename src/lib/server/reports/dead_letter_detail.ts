import {
	isReplayable,
	letterSizeBytes,
	loadDeadLetter,
	type ListedLetter,
} from '#lib/server/store/list_dead_letters.ts';
import { insertAudit } from '#lib/server/store/machine_rows.ts';
import { printPayload, type PrintedPayload } from './dead_letter_payload.ts';
import type { Reader, ReportParts } from './record_reading.ts';

/** A dead letter with its content. */
export interface DeadLetterDetail {
	readonly letter: ListedLetter;
	readonly payload: PrintedPayload;
	/** Size as it came, bytes; null if that was not kept. */
	readonly sizeBytes: number | null;
	readonly isReplayable: boolean;
}

/** Reads a dead letter and records who did, for riders' data may stand in it; null if there is none. */
export async function readDeadLetter(
	parts: ReportParts,
	{ id, reader }: { id: string; reader: Reader },
): Promise<DeadLetterDetail | null> {
	const found = await loadDeadLetter(parts.store.db, id);
	if (!found) return null;
	await parts.store.writer.commit([
		insertAudit({
			id: parts.ids('aud'),
			at: parts.clock(),
			actorId: reader.id,
			action: 'dead_letter.read',
			subject: id,
			stationId: null,
			origin: reader.address,
			detail: { topic: found.topic },
		}),
	]);
	const { payload, encoding, properties: _properties, ...letter } = found;
	return {
		letter,
		payload: printPayload(payload, encoding),
		sizeBytes: letterSizeBytes(found),
		isReplayable: isReplayable(found),
	};
}
