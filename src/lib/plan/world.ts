import type { BatteryFacts, PlanFacts } from './facts.ts';
import type { KnownPerson, Offer } from './offer.ts';

/** What the engine loads for a step before it decides. */
export interface Facts {
	readonly plan: PlanFacts | null;
	/** By battery id, in upper case. Batteries that we do not know are missing. */
	readonly batteries: Readonly<Record<string, BatteryFacts>>;
	/** Who is known by the phone number or e-mail address that was asked for, the likeliest first. */
	readonly people?: readonly KnownPerson[];
	readonly offer?: Offer;
}

/** Finds a loaded battery by its id, in any case. */
export function batteryOf(facts: Facts, id: string): BatteryFacts | undefined {
	return facts.batteries[id.trim().toUpperCase()];
}
