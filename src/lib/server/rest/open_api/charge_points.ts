import { offsetLimit } from '../charging/list_query.ts';

/** How to charge over the REST surface. Spec: seeds/001. */
export const chargePoints: readonly string[] = [
	'A rider has one open session, and a connector one at a time. `start` begins it, `active/update` tells what the vehicle knows (every 30 seconds will do), `end` ends it, `cancel` gives it up before energy has flowed.',
	'Energy is kWh with 2 decimals, power kW, `duration` minutes, a level percent, money major units of `currency`. The price is that of the start.',
	'Where a charger meters the connector, `start` answers a session in the phase `waiting`: it begins once the charger does. The meter’s energy counts then, and of the vehicle’s word the level alone. `end` waits up to 10 seconds for the charger’s last word; until it has come, the session stays active in the phase `stopping`.',
	'Where nobody tells of energy, the rise of the level stands for it, by the capacity of the rider’s vehicle, 60 kWh where it is unknown.',
	'What cannot be is told in `flags`. Such a session ends with `underReview`: it is in the history, and in no statistics and no bill until a manager has decided. `corrected` says that other figures were decided on, which are those printed. `stale` says that nothing was heard of a running session for 15 minutes.',
	'The history has cancelled sessions, the statistics do not. `recent` is the last 30 days, `this-month` the month of the statistics; days and months are those of the rider’s time zone, or of the station’s where the rider chose none.',
	`A page has at most 100 sessions. Walk the pages by \`pagination.nextCursor\`: it stays where it is while sessions are added. \`offset\` passes over at most ${offsetLimit.toLocaleString('en-GB')}.`,
	'`sort=energy` and `sort=cost` go by what was sold, corrections included: sessions that go on, wait for a manager or were cancelled stand at 0. Amounts of several currencies are compared by their number of minor units.',
	'Amounts of two currencies never add up: `totalSpent` is of `currency`, the one of most sessions; `totalsByCurrency` has all.',
];
