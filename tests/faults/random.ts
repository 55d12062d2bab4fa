/** Numbers that follow from a seed alone. */
export interface Random {
	/** A whole number from 0 to below `end`. */
	below(end: number): number;
	pick<Item>(items: readonly Item[]): Item;
	/** True `percent` times in a hundred. */
	chance(percent: number): boolean;
}

/** Mulberry32: 32 bits of state, enough to vary schedules. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (end: number) => Math.floor(next() * end);
	return {
		below,
		pick(items) {
			const item = items[below(items.length)];
			if (item === undefined) throw new TypeError('Nothing to pick from');
			return item;
		},
		chance: (percent) => below(100) < percent,
	};
}
