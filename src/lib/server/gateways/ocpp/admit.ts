import type { ChargerDesk } from '#lib/server/ports_charging.ts';
import type { PasswordGuesses } from './password_guesses.ts';
import type { Upgrade } from './read_upgrade.ts';

/** How an upgrade is answered: 101 lets the charger in; `waitMs` is 0 where trying again at once is allowed. */
export interface Admission {
	readonly status: 101 | 401 | 429 | 503;
	readonly waitMs: number;
}

/**
 * Lets in who knows the charger's password. Of many guesses at once a right one behind a full window is refused too. `address` is null
 * where nobody knows where it comes from: guesses are not counted then.
 */
export async function admit(
	{ chargerId, password }: Upgrade,
	address: string | null,
	parts: { desk: ChargerDesk; guesses: PasswordGuesses; onFault: (error: unknown) => void },
): Promise<Admission> {
	const { desk, guesses, onFault } = parts;
	if (password === null) return { status: 401, waitMs: 0 };
	const guesser = address === null ? null : { chargerId, address };
	const isLate = () => (guesser ? guesses.waitMs(guesser) : 0);
	const waitMs = isLate();
	if (waitMs > 0) return { status: 429, waitMs };
	try {
		if (await desk.admits(chargerId, password)) {
			const lateMs = isLate();
			if (lateMs > 0) return { status: 429, waitMs: lateMs };
			if (guesser) guesses.forget(guesser);
			return { status: 101, waitMs: 0 };
		}
		if (guesser && !isLate() && guesses.countWrong(guesser))
			await desk.guessed(chargerId, guesser.address).catch(onFault);
		return { status: 401, waitMs: 0 };
	} catch (error) {
		onFault(error);
		return { status: 503, waitMs: 0 };
	}
}
