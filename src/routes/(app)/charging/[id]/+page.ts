import { loadKindUis } from '#lib/kinds/ui.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => {
	await loadKindUis(['charge']);
	return data;
};
