import { loadKindUi } from '#lib/kinds/ui.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => {
	const { receipt } = await loadKindUi(data.session.kind);
	return { ...data, view: (await receipt()).default };
};
