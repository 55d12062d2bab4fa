import * as v from 'valibot';
import type { Money } from '#lib/kernel/money.ts';
import {
	countOutbox,
	listOutbox,
	type OutboxState,
	type OutboxStations,
	type UndeliveredEffect,
} from '#lib/server/store/list_outbox.ts';
import { listStations } from '#lib/server/store/session_report_stations.ts';
import { printPageKey, readPageKeys } from './page_key.ts';
import type { ReportParts } from './record_reading.ts';

/** Rows of one page. */
const pageRows = 50;

/** An effect that is on its way, with what of its content says what it is about. Instants are UTC milliseconds. */
export interface ToldEffect extends Omit<UndeliveredEffect, 'payload' | 'sessionStationId'> {
	/** The task for the ERP, for example `payment`; null for other kinds. */
	readonly task: string | null;
	readonly planId: string | null;
	/** Receipt number of a payment. */
	readonly reference: string | null;
	readonly money: Money | null;
	readonly topic: string | null;
	readonly letterId: string | null;
	readonly stationName: string | null;
}

/** One page of what is stuck or waits. */
export interface OutboxReport {
	readonly show: OutboxState;
	readonly counts: Readonly<Record<OutboxState, number>>;
	readonly rows: readonly ToldEffect[];
	readonly previous: string | null;
	readonly next: string | null;
	/** When it was read, UTC milliseconds. */
	readonly now: number;
}

const text = v.fallback(v.nullable(v.string()), null);
const content = v.object({
	task: v.fallback(
		v.nullable(
			v.object({
				type: text,
				planId: text,
				reference: text,
				currency: text,
				amountMinor: v.fallback(v.nullable(v.number()), null),
			}),
		),
		null,
	),
	topic: text,
	letterId: text,
});

/** Reads a page of what the stations' work has yet to tell the outside; `params` says whether stuck or waiting, and which page. */
export async function readOutboxList(
	parts: ReportParts,
	{ stations, params }: { stations: OutboxStations; params: URLSearchParams },
): Promise<OutboxReport> {
	const { db } = parts.store;
	const show: OutboxState = params.get('show') === 'waiting' ? 'waiting' : 'stuck';
	const [page, counts, places] = await Promise.all([
		listOutbox(db, { state: show, stations }, { ...readPageKeys(params, 2), limit: pageRows }),
		countOutbox(db, stations),
		listStations(db, stations),
	]);
	const names = new Map(places.map(({ id, name }) => [id, name]));
	const mayOpen = (station: string | null) => stations === '*' || (station !== null && stations.includes(station));
	return {
		show,
		counts,
		rows: page.rows.map(({ payload, sessionStationId, ...row }) => ({
			...row,
			...contentOf(payload),
			sessionId: mayOpen(sessionStationId) ? row.sessionId : null,
			stationName: row.stationId && (names.get(row.stationId) ?? row.stationId),
		})),
		previous: printPageKey(page.previous),
		next: printPageKey(page.next),
		now: parts.clock(),
	};
}

function contentOf(payload: unknown) {
	const { task, topic, letterId } = v.parse(content, typeof payload === 'object' && payload !== null ? payload : {});
	const money = task?.currency && task.amountMinor !== null ? task : null;
	return {
		task: task?.type ?? null,
		planId: task?.planId ?? planOfTopic(topic),
		reference: task?.reference ?? null,
		money: money && { amountMinor: money.amountMinor ?? 0, currency: money.currency ?? '' },
		topic,
		letterId,
	};
}

/** The plan that a topic names after `/plan/`, as all of the spec do. */
function planOfTopic(topic: string | null): string | null {
	return /\/plan\/([^/]+)\//.exec(topic ?? '')?.[1] ?? null;
}
