import type { FieldNotes } from '../json_schema.ts';

const note = (text: string) => ({ note: text });

/** What the fields of charging mean, by name. Spec: seeds/001. */
export const chargeNotes: FieldNotes = {
	userId: note('Account of the rider'),
	stationName: note('A generic name where the station is unknown'),
	startTime: note('When charging began'),
	endTime: note('When charging ended'),
	duration: note('Minutes, as the last report left them'),
	energyDelivered: note('kWh; never falls'),
	totalCost: note('In major units of `currency`'),
	averagePower: note('kW; 0 at zero minutes'),
	batteryLevel: note('Percent, as last told'),
	batteryLevelStart: note('Percent'),
	batteryLevelEnd: note('Percent'),
	stationRating: note('1 to 5 stars'),
	pricePerKWh: note('As it was at the start'),
	phase: note('What goes on: the charger is asked to begin, energy flows, the charger is asked to stop, it is over'),
	power: note('What flows now, kW'),
	energySource: note('Who says how much energy; a meter wins over a phone'),
	lastUpdate: note('When something was last told'),
	endReason: note('`rider`, `charger`, `manager` or `rule`: no news for too long'),
	flags: note('What cannot be, with what was told and what is possible: Wh, W or ms'),
	pagination: note('Where this page is, and where the next one begins'),
	nextCursor: note('`cursor` of the next page; null on the last'),
	hasMore: note('True if a page follows'),
	totalEnergyUsed: note('kWh, of all currencies'),
	totalSpent: note('Of `currency` alone'),
	averageSessionDuration: note('Minutes'),
	favoriteStation: note('Where the rider charged most often, of several the latest; null if nowhere'),
	monthlyUsage: note('First to last, one for each currency of a month'),
	totalsByCurrency: note('The main currency first'),
	month: note('`YYYY-MM` in the rider’s time zone'),
	energyUsed: note('kWh'),
	activeSession: note('Null without one'),
};
