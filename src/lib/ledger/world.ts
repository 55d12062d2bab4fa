import type { PlanInput } from '#lib/plan/cycles.ts';
import type { Introduction } from '#lib/plan/introduction.ts';
import type { Facts } from '#lib/plan/world.ts';
import type { Move } from './moves.ts';

/** What lies outside a session, whatever its kind: plans and batteries to look at, ledgers and plan cycles to move. */
export interface LedgerWorld {
	readonly facts: Facts;
	readonly move: Move;
	readonly planInput: PlanInput;
	readonly introduction: Introduction;
}
