import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '#lib/words/generated/messages.js';
import { refusalText } from '#lib/words/refusal_text.ts';
import { requireEveryStation } from '../auth/managed_stations.ts';
import { discardLetter, replayLetter } from '../engine/dead_letter_commands.ts';
import { deadLetterRefusals } from '../engine/dead_letter_refusals.ts';
import { readDeadLetter, type DeadLetterDetail } from '../reports/dead_letter_detail.ts';
import { readDeadLetterList, type DeadLetterList } from '../reports/dead_letter_list.ts';
import type { ManageEvent } from './manage_event.ts';

/** The dead letters: they name no station, so that only whoever looks after all of them sees any. Throws a redirect to sign in, or a 404. */
export async function deadLetterListPage(event: ManageEvent): Promise<DeadLetterList> {
	requireEveryStation(event, 'dead_letter.manage');
	return readDeadLetterList(event.locals.app.engine, event.url.searchParams);
}

/** A dead letter to be read. Throws a redirect to sign in, or a 404. */
export async function deadLetterPage(event: ManageEvent, id: string): Promise<DeadLetterDetail> {
	const person = requireEveryStation(event, 'dead_letter.manage');
	const reader = { id: person.id, address: event.getClientAddress() };
	const detail = await readDeadLetter(event.locals.app.engine, { id, reader });
	if (!detail) error(404, 'Not found');
	return detail;
}

const commands = { replay: replayLetter, discard: discardLetter };

/** Replays or discards a dead letter and leads back to it, or shows it again with what stands against it. Throws redirects, or a 404. */
export async function handleLetterFromForm(
	event: ManageEvent,
	{ id, command }: { id: string; command: keyof typeof commands },
) {
	const person = requireEveryStation(event, 'dead_letter.manage');
	const { engine } = event.locals.app;
	const outcome = await commands[command](engine, { id, actorId: person.id, origin: event.getClientAddress() });
	if (outcome.ok) redirect(303, event.url.pathname);
	const { http } = deadLetterRefusals[outcome.code];
	if (http === 404) error(404, 'Not found');
	const { code, params } = outcome;
	const status = statusWords[String(params['status'])]?.();
	return fail(http, { refusal: refusalText({ code, params: status === undefined ? params : { ...params, status } }) });
}

/** How a letter stands, within a sentence. */
const statusWords: Readonly<Record<string, () => string>> = {
	replaying: m.letters_handled_replaying,
	replayed: m.letters_handled_replayed,
	discarded: m.letters_handled_discarded,
	gone: m.letters_handled_gone,
};
