import type { LedgerWorld } from '#lib/ledger/world.ts';
import { sessionRefusals } from '#lib/session/refusals.ts';
import type { Kind } from '#lib/session/kind.ts';
import { chargeDocument } from './document.ts';
import { chargeDocumentSchema, customerInCharge } from './document_schema.ts';
import type { ChargeEvent } from './events.ts';
import { chargeFlow, chargeMachine, type ChargeState } from './machine.ts';
import { chargeRefusals } from './refusals.ts';
import { chargeSections } from './sections.ts';
import { settleCharge } from './settle.ts';
import type { ChargeData } from '#lib/charging/data.ts';
import { emptyCharge, evolveCharge } from './state.ts';
import { cancel } from './steps/cancel.ts';
import { askStop, end, failStop, forceEnd } from './steps/end.ts';
import { read, report } from './steps/report.ts';
import { askStart, failStart, start } from './steps/start.ts';
import { chargeSummary } from './summary.ts';
import { tellCharge, trackCharge } from './tell.ts';

/** Charging of a vehicle at a connector. Spec: seeds/001. */
export const charge: Kind<ChargeState, ChargeData, ChargeEvent, LedgerWorld> = {
	name: 'charge',
	documentType: 'RIDER_CHARGE',
	idPrefix: 'chg',
	permission: 'charge.run',
	machine: chargeMachine,
	flow: chargeFlow,
	refusals: { ...sessionRefusals, ...chargeRefusals },
	steps: {
		ask_start: askStart,
		start,
		fail_start: failStart,
		report,
		read,
		ask_stop: askStop,
		fail_stop: failStop,
		end,
		force_end: forceEnd,
		cancel,
	},
	operations: {},
	begins: 'operation',
	pages: [
		{ permission: 'charge.read', path: '/charging', receipts: '/charging' },
		{ permission: 'charge.manage', path: '/manage/charging', receipts: '/charging' },
	],
	cancelStep: 'cancel',
	drafts: [],
	documentSchema: chargeDocumentSchema,
	expired: (at) => ({ type: 'charging_closed', at }),
	settle: settleCharge,
	empty: emptyCharge,
	evolve: evolveCharge,
	document: chargeDocument,
	customerIn: customerInCharge,
	summary: chargeSummary,
	sections: chargeSections,
	tell: tellCharge,
	track: trackCharge,
};
