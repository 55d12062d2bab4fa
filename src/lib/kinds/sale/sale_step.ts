import type { LedgerWorld } from '#lib/ledger/world.ts';
import type { Step } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { SaleEvent } from './events.ts';
import type { SaleState } from './machine.ts';
import type { SaleData } from './state.ts';

export type SaleSession = SessionRecord<SaleState, SaleData>;

/** Types a step of the sale: its `decide` sees what its schema makes. */
export function saleStep<Input>(
	step: Step<SaleState, SaleData, SaleEvent, LedgerWorld, Input>,
): Step<SaleState, SaleData, SaleEvent, LedgerWorld, Input> {
	return step;
}
