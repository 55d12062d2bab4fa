import type { SessionEvent } from './kind.ts';
import { isNote } from './note.ts';
import type { EventWords } from './report.ts';

/** A note in words, as it stands in the timeline; undefined for an event of a kind. */
export function tellNote(event: SessionEvent): EventWords | undefined {
	if (!isNote(event)) return undefined;
	switch (event.type) {
		case 'draft_saved':
			return { title: 'Draft saved' };
		case 'session_archived':
			return { title: 'Put away' };
		case 'session_recovered':
			return { title: 'Resumed', body: `at step ${event.step}`, tone: 'accent' };
	}
}
