import type { ChargeProgress, ChargeStart } from '#lib/charging/charge.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import type { SchemaOf, Step } from '#lib/session/kind.ts';
import type { ChargeEvent } from './events.ts';
import type { ChargeState } from './machine.ts';
import type { ChargeData } from '#lib/charging/data.ts';

export type ChargeStep<Input> = Step<ChargeState, ChargeData, ChargeEvent, LedgerWorld, Input>;

/** A step that only the server takes: what it knows of chargers, tariffs and people is the input. */
export function chargeStep<Input>(
	states: readonly ChargeState[],
	input: SchemaOf<Input>,
	decide: ChargeStep<Input>['decide'],
): ChargeStep<unknown> {
	const step: ChargeStep<Input> = {
		states,
		permission: 'charge.run',
		byOperation: true,
		input,
		needs: () => ({}),
		decide,
	};
	return step;
}

/** What a running session has for certain. Throws TypeError in any other: the machine lets no such step through. */
export function running({ charge, progress }: ChargeData): { start: ChargeStart; progress: ChargeProgress } {
	if (!charge || !progress) throw new TypeError('A session that charges has a start and a progress');
	return { start: charge, progress };
}
