import { awaitsPush } from '#lib/kinds/parts/push_view.ts';
import { m } from '#lib/words/generated/messages.js';
import { swapOfflineSteps } from '../offline_steps.ts';
import { shownActions, shownReasons, swapSteps } from './swap_words.ts';

/** How a swap is shown. */
export const swapUi = {
	title: m.swap_title,
	steps: swapSteps,
	screens: {
		first: { state: 'identify', screen: () => import('./IdentifyStep.svelte') },
		rest: async () => (await import('./swap_screens.ts')).swapScreens,
		receipt: () => import('./Receipt.svelte'),
	},
	work: async () => (await import('../work.ts')).swapWork,
	offlineSteps: swapOfflineSteps,
	awaitsNews: awaitsPush,
	actionWords: shownActions,
	cancelReasons: shownReasons,
	showsOffers: false,
	startPath: '/swap',
	words: {
		next: m.session_next_swap,
		cancel: m.session_cancel_swap,
		cancelAsk: m.session_cancel_swap_ask,
		cancelEffect: m.session_cancel_swap_effect,
		moved: m.session_swap_moved,
		backTo: m.session_back_to_swap,
	},
} as const;
