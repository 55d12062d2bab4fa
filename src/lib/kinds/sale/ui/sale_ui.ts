import { awaitsPush } from '#lib/kinds/parts/push_view.ts';
import { readSaleForm } from '../forms.ts';
import { saleActionWords, saleCancelReasons } from '../labels.ts';
import { saleFlow, type SaleState } from '../machine.ts';
import { saleRequest } from '../requests.ts';

const ended = () => import('./EndedStep.svelte');

/** How a sale is shown, and how what is entered becomes a request. */
export const saleUi = {
	title: 'New rider',
	flow: saleFlow,
	/** What shows each state; loaded when it is needed. */
	components: {
		customer: ended,
		package: ended,
		plan: ended,
		preview: ended,
		pay: ended,
		battery: ended,
		hand_over: ended,
		done: ended,
		cancelled: ended,
		expired: ended,
	} satisfies Record<SaleState, () => Promise<{ default: unknown }>>,
	receipt: ended,
	requestFor: saleRequest,
	readForm: readSaleForm,
	awaitsNews: awaitsPush,
	actionWords: saleActionWords,
	cancelReasons: saleCancelReasons,
} as const;
