import type { KindUi } from '#lib/kinds/ui.ts';
import { m } from '#lib/words/generated/messages.js';

const noteTitles: Readonly<Record<string, () => string>> = {
	session_created: m.sessions_event_started,
	draft_saved: m.sessions_event_draft,
	session_archived: m.sessions_event_archived,
	session_recovered: m.sessions_event_resumed,
};

/** What an event of a kind is called in the language of the page; one without words by the title it was told with. */
export function eventTitle(ui: KindUi, { type, title }: { type: string; title: string }): string {
	return (noteTitles[type] ?? ui.actionWords[type])?.() ?? title;
}

/** What stands below the title: why a session was given up in the language of the page, all else as it was recorded. */
export function eventBody(ui: KindUi, body: string | undefined): string | undefined {
	return ui.cancelReasons.find(({ value }) => value === body)?.text() ?? body;
}
