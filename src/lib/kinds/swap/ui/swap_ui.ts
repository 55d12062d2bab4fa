import { awaitsPush } from '#lib/kinds/parts/push_view.ts';
import { readSwapForm } from '../forms.ts';
import { cancelReasons, swapActionWords } from '../labels.ts';
import { swapFlow, type SwapState } from '../machine.ts';
import { swapRequest } from '../requests.ts';

/** How a swap is shown, and how what is entered becomes a request. */
export const swapUi = {
	title: 'Battery swap',
	flow: swapFlow,
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
	actionWords: swapActionWords,
	cancelReasons,
} as const;
