import type { SignedIn } from '../auth/signed_in.ts';
import type { Engine } from '../engine/engine.ts';
import { stationOffers } from '../engine/station_offers.ts';

/** What the person can sell where their shift is, in that station's currency; nothing without a shift. */
export function offersInShift(engine: Engine, person: SignedIn): ReturnType<typeof stationOffers> {
	return stationOffers(engine, person.shift?.stationId);
}
