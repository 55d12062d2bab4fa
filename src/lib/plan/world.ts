import type { BatteryFacts, PlanFacts } from './facts.ts';

/** What the engine loads for a step before it decides. */
export interface Facts {
	readonly plan: PlanFacts | null;
	/** By battery id, in upper case. Batteries that we do not know are missing. */
	readonly batteries: Readonly<Record<string, BatteryFacts>>;
}

/** Finds a loaded battery by its id, in any case. */
export function batteryOf(facts: Facts, id: string): BatteryFacts | undefined {
	return facts.batteries[id.trim().toUpperCase()];
}
