import { screensOf } from '#lib/kinds/ui.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => {
	const { receipt } = await screensOf(data.session.kind);
	return { ...data, view: (await receipt()).default };
};
