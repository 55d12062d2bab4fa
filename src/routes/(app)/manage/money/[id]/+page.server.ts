import { decideFromForm, moneyDetailPage, proposeFromForm } from '#lib/server/actions/manage_money.ts';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	const locale = preferredLocale(event.request.headers.get('accept-language'));
	return { ...(await moneyDetailPage(event, event.params.id)), did: event.url.searchParams.get('did'), locale };
};

export const actions: Actions = {
	refund: (event) => proposeFromForm(event, { id: event.params.id, form: 'refund' }),
	credit: (event) => proposeFromForm(event, { id: event.params.id, form: 'credit' }),
	approve: (event) => decideFromForm(event, { id: event.params.id, form: 'approve' }),
	reject: (event) => decideFromForm(event, { id: event.params.id, form: 'reject' }),
};
