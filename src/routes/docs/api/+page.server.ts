import { restGuide } from '#lib/server/rest/open_api/guide.ts';
import type { PageServerLoad } from './$types';

/** How to use the REST surface: a public contract, so that nobody has to sign in. */
export const load: PageServerLoad = ({ locals, setHeaders }) => {
	setHeaders({ 'cache-control': 'private, max-age=300' });
	return { guide: restGuide(locals.app.env.origin) };
};
