import { awaitsPush } from '#lib/kinds/parts/push_view.ts';
import { m } from '#lib/words/generated/messages.js';
import { readSwapForm } from '../forms.ts';
import type { SwapState } from '../machine.ts';
import { swapRequest } from '../requests.ts';
import { shownActions, shownReasons, swapSteps } from './swap_words.ts';

/** How a swap is shown, and how what is entered becomes a request. */
export const swapUi = {
	title: m.swap_title,
	steps: swapSteps,
	/** What shows each state; loaded when it is needed. */
	components: {
		identify: () => import('./IdentifyStep.svelte'),
		take_back: () => import('./TakeBackStep.svelte'),
		issue: () => import('./IssueStep.svelte'),
		review: () => import('./ReviewStep.svelte'),
		pay: () => import('./PayStep.svelte'),
		complete: () => import('./CompleteStep.svelte'),
		done: () => import('./DoneStep.svelte'),
		cancelled: () => import('./EndedStep.svelte'),
		expired: () => import('./EndedStep.svelte'),
	} satisfies Record<SwapState, () => Promise<{ default: unknown }>>,
	receipt: () => import('./Receipt.svelte'),
	requestFor: swapRequest,
	readForm: readSwapForm,
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
