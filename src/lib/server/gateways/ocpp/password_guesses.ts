import type { Clock } from '#lib/kernel/clock.ts';

/** Who tries to be which charger. */
export interface Guesser {
	readonly chargerId: string;
	/** The network address that it comes from. */
	readonly address: string;
}

/** How many wrong passwords are let through within a window. */
export interface GuessLimits {
	/** For one charger from one address. */
	readonly perCharger: number;
	/** From one address, for any chargers. */
	readonly perAddress: number;
	/** For one charger from anywhere: beyond, each address has one guess. */
	readonly spread: number;
	/** How long a window is, ms. */
	readonly windowMs: number;
}

/** Counts wrong passwords in the memory of one process. */
export interface PasswordGuesses {
	/** How long they have to wait before another try, ms; 0 where they need not. */
	waitMs(guesser: Guesser): number;
	/** Counts a wrong password. True if from now on they have to wait. */
	countWrong(guesser: Guesser): boolean;
	/** They knew the password: what they got wrong for this charger before is forgotten. */
	forget(guesser: Guesser): void;
}

/** The most windows that are open at once; beyond, the oldest is forgotten. */
const windowLimit = 50_000;

/**
 * Counts wrong passwords by charger and address together, so that nobody who guesses elsewhere keeps a charger out: what others get wrong
 * from other addresses never makes it wait.
 */
export function createPasswordGuesses(limits: GuessLimits, clock: Clock): PasswordGuesses {
	const windows = new Map<string, { readonly endsAt: number; count: number }>();

	function open(key: string): { readonly endsAt: number; readonly count: number } | null {
		const known = windows.get(key);
		return known && known.endsAt > clock() ? known : null;
	}

	function count(key: string): void {
		const known = windows.get(key);
		const window = known && known.endsAt > clock() ? known : { endsAt: clock() + limits.windowMs, count: 0 };
		window.count += 1;
		// The oldest stand first.
		windows.delete(key);
		windows.set(key, window);
		for (const [oldest] of windows) {
			if (windows.size <= windowLimit) break;
			windows.delete(oldest);
		}
	}

	function waitMs(guesser: Guesser): number {
		const { one, address, charger } = keysOf(guesser);
		const isSpread = (open(charger)?.count ?? 0) >= limits.spread;
		const full = [
			{ window: open(one), most: isSpread ? 1 : limits.perCharger },
			{ window: open(address), most: limits.perAddress },
		].flatMap(({ window, most }) => (window && window.count >= most ? [window.endsAt - clock()] : []));
		return Math.max(0, ...full);
	}

	return {
		waitMs,
		countWrong(guesser) {
			for (const key of Object.values(keysOf(guesser))) count(key);
			return waitMs(guesser) > 0;
		},
		forget: (guesser) => void windows.delete(keysOf(guesser).one),
	};
}

function keysOf({ chargerId, address }: Guesser) {
	return { one: `both ${address} ${chargerId}`, address: `address ${address}`, charger: `charger ${chargerId}` };
}
