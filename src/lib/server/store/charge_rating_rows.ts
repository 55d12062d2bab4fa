import { eq } from 'drizzle-orm';
import { chargeRatings } from './schema_charge_records.ts';
import type { Statement } from './statement.ts';
import type { Db } from './store.ts';

/** Loads what a session was rated with and when it first was; null if it was not. */
export async function loadRating(db: Db, sessionId: string): Promise<{ rating: number; at: number } | null> {
	const [row] = await db
		.select({ rating: chargeRatings.rating, at: chargeRatings.at })
		.from(chargeRatings)
		.where(eq(chargeRatings.sessionId, sessionId));
	return row ?? null;
}

/** Stores a session's rating, 1 to 5, in place of an earlier one; when it was first given stays. */
export function putRating(rated: { sessionId: string; stationId: string; rating: number; at: number }): Statement {
	return {
		sql: 'INSERT INTO charge_ratings (session_id, station_id, rating, at) VALUES (?, ?, ?, ?) ON CONFLICT (session_id) DO UPDATE SET rating = excluded.rating',
		args: [rated.sessionId, rated.stationId, rated.rating, rated.at],
	};
}
