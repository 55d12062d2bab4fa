import * as v from 'valibot';

/** What the REST surface answers to who charges. Spec: seeds/001. */

const success = v.literal(true);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.number();
const currency = v.string();

/** A session in the JSON shape of seeds/001; its fields are those of its kind's document. */
export const chargingSession = v.record(v.string(), v.unknown());

/** To who started, updated, ended or cancelled a session. */
export const chargeAnswer = v.object({ success, data: chargingSession });

/** To who asked for the open session. */
export const activeAnswer = v.object({ success, session: v.nullable(chargingSession) });

/** Where a page of the history is. */
export const pagination = v.object({
	limit: count,
	offset: count,
	nextCursor: v.nullable(v.string()),
	hasMore: v.boolean(),
});

/** To who listed sessions. */
export const chargeListAnswer = v.object({ success, sessions: v.array(chargingSession), pagination });

/** What was charged in one currency. */
export const chargeTotal = v.object({ sessions: count, energyUsed: amount, totalSpent: amount, currency });

/** What was charged in one month and currency. */
export const chargeMonth = v.object({ month: v.string(), ...chargeTotal.entries });

/** What was charged so far. */
export const chargeStatistics = v.object({
	totalSessions: count,
	totalEnergyUsed: amount,
	totalSpent: amount,
	currency: v.nullable(currency),
	averageSessionDuration: amount,
	favoriteStation: v.nullable(v.string()),
	monthlyUsage: v.array(chargeMonth),
	totalsByCurrency: v.array(chargeTotal),
});

/** To who asked for the statistics. */
export const statisticsAnswer = v.object({ success, stats: chargeStatistics });

/** To who asked for all at once. */
export const dashboardAnswer = v.object({
	success,
	sessions: v.array(chargingSession),
	stats: chargeStatistics,
	activeSession: v.nullable(chargingSession),
});
