import { demoCard } from '#lib/server/demo/demo_charging.ts';
import type { MeterReading, TransactionBegin, TransactionEnd } from '#lib/server/ports_charging.ts';

/** What the demonstration's charger of OCPP 2.0.1 tells the desk at an instant. */

/** A begin by the demonstration's card, the meter at 1,000 Wh. */
export function beginAt(now: number, change: Partial<TransactionBegin> = {}): TransactionBegin {
	return {
		...{ text: 'TX-1', evseId: 1, idTag: demoCard.tag, registerWh: 1000, at: now },
		...{ remoteStartId: null, readings: [], stamp: new Date(change.at ?? now).toISOString() },
		...change,
	};
}

/** Its end, the meter where it was. */
export function endAt(now: number, change: Partial<TransactionEnd> = {}): TransactionEnd {
	return {
		...{ transaction: { text: 'TX-1' }, evseId: 1, idTag: null, registerWh: 1000, at: now },
		...{ reason: null, readings: [] },
		...change,
	};
}

/** Where the meter stands. */
export function readingAt(now: number, registerWh: number): MeterReading {
	return { at: now, registerWh, powerW: null, socPercent: null };
}
