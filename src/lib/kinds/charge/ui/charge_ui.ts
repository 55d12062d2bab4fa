import { refuse } from '#lib/kernel/result.ts';
import { m } from '#lib/words/generated/messages.js';
import type { ChargeState } from '../machine.ts';
import { chargeSteps, shownActions, shownReasons } from './charge_words.ts';

/** How a charging session is shown. Its steps are taken by its own pages; none has a form in the wizard. */
export const chargeUi = {
	title: m.charge_title,
	steps: chargeSteps,
	/** What shows each state; loaded when it is needed. */
	components: {
		asked: () => import('./ChargeStep.svelte'),
		waiting: () => import('./ChargeStep.svelte'),
		charging: () => import('./ChargeStep.svelte'),
		completed: () => import('./ChargeStep.svelte'),
		cancelled: () => import('./ChargeStep.svelte'),
	} satisfies Record<ChargeState, () => Promise<{ default: unknown }>>,
	receipt: () => import('./Receipt.svelte'),
	requestFor: () => null,
	readForm: (_session: unknown, step: string) => refuse('STEP_UNKNOWN', { step }),
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
