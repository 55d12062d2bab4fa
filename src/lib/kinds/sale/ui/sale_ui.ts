import { awaitsPush } from '#lib/kinds/parts/push_view.ts';
import { m } from '#lib/words/generated/messages.js';
import { readSaleForm } from '../forms.ts';
import type { SaleState } from '../machine.ts';
import { saleRequest } from '../requests.ts';
import type { SaleSession } from '../sale_step.ts';
import { saleSteps, shownActions, shownReasons } from './sale_words.ts';

/** How a sale is shown, and how what is entered becomes a request. */
export const saleUi = {
	title: m.sale_title,
	steps: saleSteps,
	/** What shows each state; loaded when it is needed. */
	components: {
		customer: () => import('./CustomerStep.svelte'),
		package: () => import('./PackageStep.svelte'),
		plan: () => import('./PlanStep.svelte'),
		preview: () => import('./PreviewStep.svelte'),
		pay: () => import('./PayStep.svelte'),
		battery: () => import('./BatteryStep.svelte'),
		hand_over: () => import('./HandOverStep.svelte'),
		done: () => import('./DoneStep.svelte'),
		cancelled: () => import('./EndedStep.svelte'),
		expired: () => import('./EndedStep.svelte'),
	} satisfies Record<SaleState, () => Promise<{ default: unknown }>>,
	receipt: () => import('./Receipt.svelte'),
	requestFor: saleRequest,
	readForm: readSaleForm,
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
