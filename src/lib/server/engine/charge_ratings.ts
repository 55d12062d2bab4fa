import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { loadRating, putRating } from '../store/charge_rating_rows.ts';
import type { Engine } from './engine.ts';
import { ownCharge } from './own_charge.ts';
import { transact } from './transact.ts';

/** How long a rating may be changed after it was first given, ms. */
const changeableMs = 24 * 3_600_000;

/** What a rider gives the station of an ended session. */
export interface RatingRequest {
	readonly sessionId: string;
	/** The rider's own. */
	readonly customerId: string;
	/** 1 to 5. */
	readonly rating: number;
}

/**
 * Rates the rider's own session once it has ended; for a day the rating may be changed, and the same one again changes nothing.
 * Refuses SESSION_NOT_FOUND for what is not the rider's, CHARGE_NOT_ENDED and RATING_FINAL. Throws TypeError for what is no rating.
 */
export async function rateCharge(engine: Engine, request: RatingRequest): Promise<Result<number>> {
	const { sessionId, rating } = request;
	if (!Number.isInteger(rating) || rating < 1 || rating > 5)
		throw new TypeError('A rating is a whole number from 1 to 5');
	const done = await transact(engine, null, async () => {
		const own = await ownCharge(engine, request);
		if (!own.ok) return own;
		const at = engine.clock();
		const given = await loadRating(engine.store.db, sessionId);
		if (given?.rating === rating) return ok({ statements: [], answer: rating });
		if (given && at - given.at > changeableMs) return refuse('RATING_FINAL');
		const { stationId } = own.value;
		return ok({ statements: [putRating({ sessionId, stationId, rating, at })], answer: rating });
	});
	return done.ok ? ok(done.value.answer) : done;
}
