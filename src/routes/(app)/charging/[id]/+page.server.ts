import { disputeFromForm, rateFromForm } from '#lib/server/actions/charge_afterwards.ts';
import { chargeDetailPage } from '#lib/server/actions/charge_pages.ts';
import { cancelFromForm, reportFromForm, stopFromForm } from '#lib/server/actions/charge_run.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const detail = await chargeDetailPage(event, event.params.id);
	const { engine } = event.locals.app;
	return {
		...detail,
		now: engine.clock(),
		formKey: engine.ids('form'),
		locale: preferredLocale(event.request.headers.get('accept-language')),
	};
};

export const actions: Actions = {
	stop: (event) => stopFromForm(event, event.params.id),
	cancel: (event) => cancelFromForm(event, event.params.id),
	report: (event) => reportFromForm(event, event.params.id),
	rate: (event) => rateFromForm(event, event.params.id),
	dispute: (event) => disputeFromForm(event, event.params.id),
};
