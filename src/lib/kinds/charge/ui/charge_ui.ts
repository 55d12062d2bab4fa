import { m } from '#lib/words/generated/messages.js';
import { chargeSteps, shownActions, shownReasons } from './charge_words.ts';

/** How a charging session is shown. Its steps are taken by its own pages; none has a form in the wizard. */
export const chargeUi = {
	title: m.charge_title,
	steps: chargeSteps,
	screens: null,
	work: async () => (await import('../work.ts')).chargeWork,
	offlineSteps: [],
	awaitsNews: () => true,
	actionWords: shownActions,
	cancelReasons: shownReasons,
	showsOffers: false,
	startPath: '/charge',
	words: {
		next: m.charge_next,
		cancel: m.charge_cancel,
		cancelAsk: m.charge_cancel_ask,
		cancelEffect: m.charge_cancel_effect,
		moved: m.charge_moved,
		backTo: m.charge_back_to,
	},
} as const;
