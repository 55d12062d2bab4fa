import { mayInShift } from '#lib/server/auth/may_in_shift.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { listResumable } from '#lib/server/actions/resumable.ts';
import { reachOf } from '#lib/server/auth/allow.ts';
import { requirePerson } from '#lib/server/auth/guard.ts';
import { kindUiOf } from '#lib/kinds/ui.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const person = requirePerson(event);
	const { engine } = event.locals.app;
	const sessions = reachOf(person, 'swap.run') ? await listResumable(engine, person) : [];
	return {
		role: person.role,
		inShift: person.shift !== null,
		maySwap: mayInShift(person, 'swap.run'),
		mayWatch: mayInShift(person, 'station.watch'),
		sessions: sessions.map(({ kind, lastAction, ...session }) => {
			const ui = kindUiOf(kind);
			const stepName = ui.flow.steps.find(({ number }) => number === session.step)?.name ?? '';
			return { ...session, title: ui.title, stepName, lastAction: ui.actionWords[lastAction] ?? lastAction };
		}),
		now: engine.clock(),
		formKey: engine.ids('begin'),
		locale: preferredLocale(event.request.headers.get('accept-language')),
	};
};
