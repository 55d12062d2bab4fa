import type { AnyKind } from '#lib/kinds/index.ts';
import { foldEvents } from '#lib/session/fold.ts';
import type { SessionNote } from '#lib/session/note.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { insertEvent, updateSession } from '../store/session_rows.ts';
import type { Statement } from '../store/statement.ts';

/** The session after a note, and the statements that make it so: no ledger moves, and nothing is told outside. */
export function appendNote(
	kind: AnyKind,
	session: SessionRecord,
	{ note, actorId }: { note: SessionNote; actorId: string },
): { session: SessionRecord; statements: Statement[] } {
	const next: SessionRecord = foldEvents(kind, session, [note]);
	return {
		session: next,
		statements: [
			insertEvent(next.id, next.version, { ...note, actorId }),
			updateSession(next, kind.summary(next.data)),
		],
	};
}
