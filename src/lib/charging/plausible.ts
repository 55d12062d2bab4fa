/** What no connector gives more than where its rating is unknown, W. */
const unknownRatingW = 400_000;

/** How far above its rating a connector may measure, and how long a clock may lag behind, ms. */
const tolerance = 1.1;
const slackMs = 60_000;

/** The power above which a report is impossible, W. */
export function powerLimitW(ratedPowerW: number | null): number {
	return Math.round((ratedPowerW ?? unknownRatingW) * tolerance);
}

/** The energy above which a growth within that time is impossible, Wh. */
export function energyLimitWh(ratedPowerW: number | null, elapsedMs: number): number {
	return Math.round((powerLimitW(ratedPowerW) * (Math.max(0, elapsedMs) + slackMs)) / 3_600_000);
}
