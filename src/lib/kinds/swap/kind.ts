import type { LedgerWorld } from '#lib/ledger/world.ts';
import { sessionRefusals } from '#lib/session/refusals.ts';
import type { Kind } from '#lib/session/kind.ts';
import { swapDocument } from './document.ts';
import { customerInSwap, swapDocumentSchema } from './document_schema.ts';
import { swapDrafts } from './drafts.ts';
import type { SwapEvent } from './events.ts';
import { swapFlow, swapMachine, type SwapState } from './machine.ts';
import { swapOffline } from './offline.ts';
import { swapMatters } from './open_matters.ts';
import { swapRefusals } from './refusals.ts';
import { swapSections } from './sections.ts';
import { emptySwap, evolveSwap, type SwapData } from './state.ts';
import { cancel } from './steps/cancel.ts';
import { complete } from './steps/complete.ts';
import { identify } from './steps/identify.ts';
import { issue } from './steps/issue.ts';
import { reopenIssue, reopenReturn } from './steps/reopen.ts';
import { push, pushUpdate } from './steps/push.ts';
import { review } from './steps/review.ts';
import { takeBack } from './steps/take_back.ts';
import { swapSummary } from './summary.ts';
import { tellSwap } from './tell.ts';
import { trackSwap } from './track.ts';

/** The six-step battery swap. Spec: seeds/000 §2, seeds/002. */
export const swap: Kind<SwapState, SwapData, SwapEvent, LedgerWorld> = {
	name: 'swap',
	documentType: 'ATTENDANT_SWAP',
	idPrefix: 'att-sess',
	permission: 'swap.run',
	machine: swapMachine,
	flow: swapFlow,
	refusals: { ...sessionRefusals, ...swapRefusals },
	steps: {
		identify,
		take_back: takeBack,
		issue,
		review,
		push,
		push_update: pushUpdate,
		complete,
		reopen_issue: reopenIssue,
		reopen_return: reopenReturn,
		cancel,
	},
	operations: { identify_customer: 'identify', identify_equipment: 'take_back', payment_and_service: 'complete' },
	provider: { update: 'push_update', confirm: 'complete', late: 'quota' },
	cancelStep: 'cancel',
	offline: swapOffline,
	drafts: swapDrafts,
	documentSchema: swapDocumentSchema,
	expired: (at) => ({ type: 'session_expired', at }),
	empty: emptySwap,
	evolve: evolveSwap,
	document: swapDocument,
	customerIn: customerInSwap,
	openMatters: swapMatters,
	summary: swapSummary,
	sections: swapSections,
	tell: tellSwap,
	track: trackSwap,
};
