import { valueAt, type JsonObject } from '#lib/kernel/json.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import type { Kind } from '#lib/session/kind.ts';
import { sessionRefusals } from '#lib/session/refusals.ts';
import { saleDocument } from './document.ts';
import { saleDocumentSchema } from './document_schema.ts';
import { saleDrafts } from './drafts.ts';
import type { SaleEvent } from './events.ts';
import { saleFlow, saleMachine, type SaleState } from './machine.ts';
import { saleMatters } from './open_matters.ts';
import { saleRefusals } from './refusals.ts';
import { saleSections } from './sections.ts';
import { emptySale, evolveSale, type SaleData } from './state.ts';
import { bindBattery } from './steps/bind_battery.ts';
import { cancel } from './steps/cancel.ts';
import { choosePackage, choosePlan } from './steps/choose.ts';
import { complete } from './steps/complete.ts';
import { placeOrder } from './steps/place_order.ts';
import { push, pushUpdate } from './steps/push.ts';
import { registerCustomer } from './steps/register_customer.ts';
import { registerOrder } from './steps/register_order.ts';
import { reopenBattery, reopenCustomer, reopenPackage, reopenPlan } from './steps/reopen.ts';
import { saleSummary } from './summary.ts';
import { tellSale } from './tell.ts';
import { trackSale } from './track.ts';

/** The seven-step registration of a new rider. Spec: seeds/000 §1. */
export const sale: Kind<SaleState, SaleData, SaleEvent, LedgerWorld> = {
	name: 'sale',
	documentType: 'SALES_REGISTRATION',
	idPrefix: 'sales-sess',
	permission: 'sale.run',
	machine: saleMachine,
	flow: saleFlow,
	refusals: { ...sessionRefusals, ...saleRefusals },
	steps: {
		register_customer: registerCustomer,
		choose_package: choosePackage,
		choose_plan: choosePlan,
		place_order: placeOrder,
		register_order: registerOrder,
		push,
		push_update: pushUpdate,
		complete,
		bind_battery: bindBattery,
		reopen_customer: reopenCustomer,
		reopen_package: reopenPackage,
		reopen_plan: reopenPlan,
		reopen_battery: reopenBattery,
		cancel,
	},
	operations: { payment_and_service: 'complete' },
	provider: { update: 'push_update', confirm: 'complete', late: 'refund_due' },
	erpStep: 'register_order',
	issuesFirst: true,
	cancelStep: 'cancel',
	drafts: saleDrafts,
	documentSchema: saleDocumentSchema,
	expired: (at) => ({ type: 'session_expired', at }),
	givenUp: ({ order }) => (order ? [{ introduces: 'closed_plan', planId: order.planId }] : []),
	empty: emptySale,
	evolve: evolveSale,
	document: saleDocument,
	customerIn: customerInSale,
	openMatters: saleMatters,
	summary: saleSummary,
	sections: saleSections,
	tell: tellSale,
	track: trackSale,
};

/** The customer's name in a sale's document, or null before the form has one. */
function customerInSale(document: JsonObject): string | null {
	const names = ['first_name', 'last_name'].map((field) => valueAt(document, ['customer_data', 'form_data', field]));
	const name = names
		.filter((part) => typeof part === 'string')
		.join(' ')
		.trim();
	return name === '' ? null : name;
}
