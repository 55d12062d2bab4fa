import { sql, type SQL } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { sessions } from './schema.ts';
import { endedAtOf, statusAt } from './session_list_filter.ts';

/** One session as lists and reports show it. Instants are UTC ms, energy Wh, money minor units. */
export interface ListedSession {
	readonly id: string;
	readonly kind: string;
	readonly status: SessionRecord['status'];
	readonly stationId: string | null;
	readonly actorId: string;
	readonly actorName: string;
	readonly customerId: string | null;
	readonly customerName: string | null;
	readonly planId: string | null;
	readonly createdAt: number;
	readonly endedAt: number | null;
	readonly energyWh: number | null;
	readonly amountMinor: number;
	readonly currency: string | null;
	readonly paymentMethod: string | null;
}

/** The columns of a `ListedSession` as they stand at an instant. */
export function listedColumns(asOfMs: number) {
	return {
		id: sessions.id,
		kind: sessions.kind,
		status: statusAt(asOfMs),
		stationId: sessions.stationId,
		actorId: sessions.actorId,
		actorName: sessions.actorName,
		customerId: sessions.customerId,
		customerName: sessions.customerName,
		planId: sessions.planId,
		createdAt: sessions.createdAt,
		endedAt: endedAtOf(asOfMs),
		energyWh: sessions.energyWh,
		amountMinor: sessions.amountMinor,
		currency: sessions.currency,
		paymentMethod: sessions.paymentMethod,
	};
}

/** What a list can be sorted by. */
export const sessionSorts = ['created', 'duration', 'energy', 'amount'] as const;

export type SessionSort = (typeof sessionSorts)[number];

/** Below every figure: sessions without one come first ascending, last descending. */
const lowest = sql.raw('-1000000000000000');

/**
 * The key of a row in a sorted list: values that a `>` of SQL orders, the id last, so that no two rows are equal.
 * Amounts of two currencies do not compare: each currency stands by itself.
 */
export function sortKey(sort: SessionSort, asOfMs: number): readonly SQL<string | number>[] {
	return [...sortValues(sort, asOfMs), sql`${sessions.id}`];
}

function sortValues(sort: SessionSort, asOfMs: number): SQL<string | number>[] {
	switch (sort) {
		case 'created':
			return [sql`${sessions.createdAt}`];
		case 'duration':
			return [sql`coalesce(${endedAtOf(asOfMs)} - ${sessions.createdAt}, ${lowest})`];
		case 'energy':
			return [sql`coalesce(${sessions.energyWh}, ${lowest})`];
		case 'amount':
			return [sql`coalesce(${sessions.currency}, '')`, sql`${sessions.amountMinor}`];
	}
}
