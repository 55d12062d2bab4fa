import type { LedgerWorld } from '#lib/ledger/world.ts';
import type { Step } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { SwapEvent } from './events.ts';
import type { SwapState } from './machine.ts';
import type { SwapData } from './state.ts';

export type SwapSession = SessionRecord<SwapState, SwapData>;

/** Types a step of the swap: its `decide` sees what its schema makes. */
export function swapStep<Input>(
	step: Step<SwapState, SwapData, SwapEvent, LedgerWorld, Input>,
): Step<SwapState, SwapData, SwapEvent, LedgerWorld, Input> {
	return step;
}

/** The plan and batteries a step looks at, from the session and what was scanned. */
export function needsOf(
	session: SwapSession,
	scanned: readonly string[] = [],
): { planId: string | null; batteryIds: string[] } {
	const bound = [session.data.oldBattery?.id, session.data.newBattery?.id].filter((id) => id !== undefined);
	return { planId: session.data.identification?.planId ?? null, batteryIds: [...bound, ...scanned] };
}
