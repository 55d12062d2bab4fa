import { getLogger } from '@logtape/logtape';
import { FaultError } from '#lib/kernel/fault.ts';
import type { PushParts } from './push_delivery.ts';

const logger = getLogger(['pitlane', 'mobile_money']);

/** How long a registration that failed waits at least, ms: where the provider refuses it, a person has to mend the account first. */
const retryAfterMs = 60_000;

/** A registration that is tried until it has worked, and then is over. */
export interface PullRegistration {
	/** True while it should be tried. */
	isPossible(): boolean;
	/** Tries it; throws FaultError where the provider does not register us. */
	run(): Promise<void>;
}

/**
 * Registers us with the provider for pulling what callbacks missed, once for each process: who is registered already stays so. Null where no
 * phone is nominated. Spec: EXTERNAL, Daraja.
 */
export function createPullRegistration(
	clock: () => number,
	{ money, callbackUrl, nominatedPhone }: PushParts,
): PullRegistration | null {
	if (nominatedPhone === undefined) return null;
	let nextAt = 0;
	return {
		isPossible: () => clock() >= nextAt,
		async run() {
			try {
				// What comes to this address names no payment, and is not kept.
				await money.registerPull({ nominatedPhone, callbackUrl: callbackUrl('pull') });
			} catch (error) {
				const askedMs = error instanceof FaultError ? (error.retryAfterMs ?? 0) : 0;
				nextAt = clock() + Math.max(retryAfterMs, askedMs);
				throw error;
			}
			nextAt = Infinity;
			logger.info('The provider of mobile money lists what its callbacks missed');
		},
	};
}
