import { loadKindUis } from '#lib/kinds/ui.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => {
	const live = data.charging?.live ? ['charge'] : [];
	await loadKindUis([...data.sessions.map(({ kind }) => kind), ...live]);
	return data;
};
