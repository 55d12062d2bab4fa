import { kindUiOf } from '#lib/kinds/ui.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({
	...data,
	view: (await kindUiOf(data.session.kind).receipt()).default,
});
