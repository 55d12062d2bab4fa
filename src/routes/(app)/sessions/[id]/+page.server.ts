import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { requireOwnSession } from '#lib/server/actions/session_page.ts';
import { takeStepFromForm } from '#lib/server/actions/session_step.ts';
import { offersInShift } from '#lib/server/actions/session_offers.ts';
import { loadKindUi, loadKindWork } from '#lib/kinds/ui.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person, session } = await requireOwnSession(event, event.params.id);
	const { app } = event.locals;
	const { showsOffers } = await loadKindUi(session.kind);
	return {
		session,
		actor: { type: person.role, id: person.id },
		broker: app.tabs !== null,
		offers: showsOffers ? await offersInShift(app.engine, person) : null,
		demo: app.env.demo,
		mobileMoney: app.env.mpesa !== undefined,
		now: app.engine.clock(),
		formKey: app.engine.ids('form'),
		moved: event.url.searchParams.has('moved'),
		cancelling: event.url.searchParams.has('cancel'),
		locale: preferredLocale(event.request.headers.get('accept-language')),
	};
};

export const actions: Actions = { step: (event) => takeStepFromForm(event, event.params.id ?? '', loadKindWork) };
