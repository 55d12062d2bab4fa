import type { ChargeData } from '#lib/charging/data.ts';
import { estimateEnergy } from '#lib/charging/vehicle_report.ts';
import { withLevel } from '#lib/charging/level.ts';
import { flagged } from '#lib/charging/meter.ts';
import type { ChargeEvent } from './events.ts';

/** A charging session in which nothing has happened yet. */
export function emptyCharge(): ChargeData {
	return {
		charge: null,
		transaction: null,
		progress: null,
		stop: null,
		stopFailure: null,
		end: null,
		rating: null,
		cancelReason: null,
	};
}

/** Folds one event into the session. */
export function evolveCharge(data: ChargeData, event: ChargeEvent): ChargeData {
	switch (event.type) {
		case 'start_requested':
			return { ...data, charge: event.charge };
		case 'start_failed':
			return { ...data, cancelReason: event.reason };
		case 'charging_started':
			return { ...data, charge: event.charge, transaction: event.transaction, progress: event.progress };
		case 'level_reported':
		case 'readings_taken':
			return { ...data, progress: event.progress };
		case 'stop_requested': {
			const { at, rating, level, by } = event;
			const stop = { at, rating, level, ...(by && { by }) };
			return { ...data, stop, stopFailure: null, rating: rating ?? data.rating };
		}
		case 'stop_failed':
			return { ...data, stop: null, stopFailure: event.reason };
		case 'charging_completed': {
			const { reason, detail, endedAt: at, progress } = event.end;
			return { ...data, progress, end: { reason, detail, at }, rating: event.rating ?? givenRating(data) };
		}
		case 'charging_cancelled': {
			const ended = event.end && {
				progress: event.end.progress,
				end: { reason: event.end.reason, detail: event.end.detail, at: event.end.endedAt },
			};
			return { ...data, ...ended, cancelReason: event.reason };
		}
		case 'charging_closed':
			return { ...data, ...closedByRule(data, event.at) };
	}
}

/** It ended when something was last heard of it, with what was known then, and what its rider told when they asked to stop. */
function closedByRule(data: ChargeData, at: number): Partial<ChargeData> {
	const { charge, progress, stop } = data;
	if (!charge || !progress) return { cancelReason: 'No answer in time' };
	const told = typeof stop?.level === 'number' ? withLevel(progress, stop.level) : progress;
	const counted = estimateEnergy(told, { start: charge, now: progress.newsAt });
	return {
		progress: flagged(counted, 'STOP_MISSING', { at, value: null, limit: null }),
		end: { reason: 'rule', detail: null, at: progress.newsAt },
		rating: givenRating(data),
	};
}

/** The stars that came when the rider asked to stop; null if none did. What was stored before they were kept apart has them in `stop`. */
function givenRating({ rating, stop }: ChargeData): number | null {
	return rating ?? stop?.rating ?? null;
}
