/** Says how long to wait before going on. */
export interface Pace {
	/** Counts one frame; answers the wait in ms, 0 for none. */
	count(): number;
}

/** Lets `burst` frames through at once and from then on `perSecond`. `now` is a clock that never goes back, ms. */
export function createPace(
	{ burst, perSecond }: { burst: number; perSecond: number },
	now: () => number = () => performance.now(),
): Pace {
	let left = burst;
	let at = now();
	return {
		count() {
			const present = now();
			left = Math.min(burst, left + ((present - at) * perSecond) / 1000) - 1;
			at = present;
			return left >= 0 ? 0 : Math.ceil((-left / perSecond) * 1000);
		},
	};
}
