import { awaitsPush } from '#lib/kinds/parts/push_view.ts';
import { m } from '#lib/words/generated/messages.js';
import type { SaleSession } from '../sale_step.ts';
import { saleSteps, shownActions, shownReasons } from './sale_words.ts';

/** How a sale is shown. */
export const saleUi = {
	title: m.sale_title,
	steps: saleSteps,
	screens: {
		first: { state: 'customer', screen: () => import('./CustomerStep.svelte') },
		rest: async () => (await import('./sale_screens.ts')).saleScreens,
		receipt: () => import('./Receipt.svelte'),
	},
	work: async () => (await import('../work.ts')).saleWork,
	offlineSteps: [],
	awaitsNews: awaitsProviderOrErp,
	actionWords: shownActions,
	cancelReasons: shownReasons,
	showsOffers: true,
	startPath: '/sale',
	words: {
		next: m.sale_next,
		cancel: m.sale_cancel,
		cancelAsk: m.sale_cancel_ask,
		cancelEffect: m.sale_cancel_effect,
		moved: m.sale_moved,
		backTo: m.sale_back_to,
	},
} as const;

/** True while a provider is to tell what came of a request, or the ERP what it calls the order. */
function awaitsProviderOrErp(session: SaleSession): boolean {
	const { order, erp } = session.data;
	const awaitsErp = order !== null && erp === null && session.status === 'active';
	return awaitsPush(session) || awaitsErp;
}
