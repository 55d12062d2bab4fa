import type { RateLimit } from './rate_limit.ts';

/** How many failures are let through before a caller has to wait; what succeeds does not count. */
export interface AuthLimits {
	readonly signInPerAccount: RateLimit;
	readonly signInPerAddress: RateLimit;
	/** Bearer tokens that are known but expired or revoked. */
	readonly tokenPerAccount: RateLimit;
	/** Bearer tokens that are refused for any reason. */
	readonly tokenPerAddress: RateLimit;
	/** Requests for a new password of one e-mail address, whether or not somebody has it: those beyond it send nothing, and nobody has to wait. */
	readonly resetPerAccount: RateLimit;
	/** Requests for a new password from one network address, whoever they are about. */
	readonly resetPerAddress: RateLimit;
	/** Links that are refused for any reason. */
	readonly linkPerAddress: RateLimit;
}

const windowMs = 15 * 60_000;

/** Far above what people mistype at one station, far below what guessing needs. */
export const defaultLimits: AuthLimits = {
	signInPerAccount: { failures: 10, windowMs },
	signInPerAddress: { failures: 50, windowMs },
	tokenPerAccount: { failures: 50, windowMs },
	tokenPerAddress: { failures: 200, windowMs },
	resetPerAccount: { failures: 3, windowMs },
	resetPerAddress: { failures: 20, windowMs },
	linkPerAddress: { failures: 50, windowMs },
};
