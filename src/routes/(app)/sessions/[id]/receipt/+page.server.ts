import { redirect } from '@sveltejs/kit';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { requireSession } from '#lib/server/actions/session_page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { session } = await requireSession(event, event.params.id, 'session.read');
	if (session.status !== 'completed') redirect(303, `/sessions/${session.id}`);
	return { session, locale: preferredLocale(event.request.headers.get('accept-language')) };
};
