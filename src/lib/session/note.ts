import { mergePatch, type JsonObject } from '#lib/kernel/json.ts';
import type { SessionEvent } from './kind.ts';
import type { SessionRecord } from './record.ts';

interface Notes {
	/** The merge patch of the draft. */
	draft_saved: { readonly patch: JsonObject };
	session_archived: object;
	/** Somebody went on with it where it had been left. */
	session_recovered: { readonly step: number };
}

/** What can happen to a session of any kind beside its steps; neither machine nor flow move. */
export type SessionNote = { [Type in keyof Notes]: SessionEvent<Type> & Notes[Type] }[keyof Notes];

const noteTypes: ReadonlySet<string> = new Set<SessionNote['type']>([
	'draft_saved',
	'session_archived',
	'session_recovered',
]);

/** True for an event that no kind decides. */
export function isNote(event: SessionEvent): event is SessionNote {
	return noteTypes.has(event.type);
}

/** Folds a note into a session: the version rises by one. What was last done in it, and its time, stay as they are. */
export function foldNote<S extends string, D>(session: SessionRecord<S, D>, note: SessionNote): SessionRecord<S, D> {
	const next = { ...session, version: session.version + 1, updatedAt: note.at };
	switch (note.type) {
		case 'draft_saved': {
			const { draft, ...rest } = next;
			const merged = mergePatch(draft, note.patch) as JsonObject;
			return Object.keys(merged).length === 0 ? rest : { ...rest, draft: merged };
		}
		case 'session_archived':
			return { ...next, archivedAt: note.at };
		case 'session_recovered':
			return next;
	}
}
