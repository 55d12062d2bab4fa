import { loadKindUis } from '#lib/kinds/ui.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => {
	const live = data.charging?.live ? ['charge'] : [];
	const [rider] = await Promise.all([
		data.charging ? import('./RiderHome.svelte') : null,
		loadKindUis([...data.sessions.map(({ kind }) => kind), ...live]),
	]);
	/** What a rider's home is shown by; nobody else has it sent. */
	return { ...data, RiderHome: rider?.default ?? null };
};
