import { and, eq, gt, inArray, isNotNull, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { SessionRecord } from '#lib/session/record.ts';
import { keyedPage, keyedQuery, type KeyedPage, type PageKey } from './page_by_key.ts';
import { sessions } from './schema.ts';
import { mirroredSessions } from './schema_mirrors.ts';
import type { Db } from './store.ts';

/** A session as the list of the REST surface shows it. Spec: seeds/000 §3. */
export interface SessionHead {
	readonly id: string;
	readonly kind: string;
	readonly currentStep: number;
	readonly customerName: string | null;
	/** UTC milliseconds. */
	readonly createdAt: number;
	readonly updatedAt: number;
}

/** Which sessions a list is about. */
export interface HeadFilter {
	/** The stations whose sessions these are; `*` for any station, null for all sessions. */
	readonly stations: '*' | readonly string[] | null;
	/** The customers whose sessions these are; null for all. */
	readonly customerIds: readonly string[] | null;
	readonly deviceId: string | null;
	/** Archived sessions are listed as such and nowhere else. */
	readonly status: SessionRecord['status'] | 'archived' | null;
	/** UTC milliseconds: an active session whose time is over is expired. */
	readonly now: number;
}

/** A page of sessions, ours and mirrored ones, the newest first; both are read at one moment. */
export async function listSessionHeads(
	db: Db,
	filter: HeadFilter,
	page: { readonly after?: PageKey | undefined; readonly limit: number },
): Promise<KeyedPage<SessionHead>> {
	const ours = keyedQuery({ columns: [sql`${sessions.createdAt}`, sql`${sessions.id}`], direction: 'desc' }, page);
	const mirrors = mirroredSessions;
	const theirs = keyedQuery({ columns: [sql`${mirrors.createdAt}`, sql`${mirrors.id}`], direction: 'desc' }, page);
	const [own, mirrored] = await db.batch([
		db
			.select({
				...headColumns(sessions),
				currentStep: sql<number>`json_extract(${sessions.snapshot}, '$.flow.currentStep')`,
			})
			.from(sessions)
			.where(and(matching(sessions, filter), ofCustomers(filter.customerIds), ours.where))
			.orderBy(...ours.orderBy)
			.limit(ours.limit),
		db
			.select({ ...headColumns(mirrors), currentStep: mirrors.currentStep })
			.from(mirrors)
			.where(and(matching(mirrors, filter), filter.customerIds ? sql`0` : undefined, theirs.where))
			.orderBy(...theirs.orderBy)
			.limit(theirs.limit),
	]);
	const merged = [...own, ...mirrored].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
	return keyedPage(merged, page, ({ createdAt, id }) => [createdAt, id]);
}

type Table = typeof sessions | typeof mirroredSessions;

function headColumns({ id, kind, customerName, createdAt, updatedAt }: Table) {
	return { id, kind, customerName, createdAt, updatedAt };
}

function ofCustomers(customerIds: readonly string[] | null): SQL | undefined {
	return customerIds ? inArray(sessions.customerId, [...customerIds]) : undefined;
}

function matching(table: Table, { stations, deviceId, status, now }: HeadFilter): SQL | undefined {
	return and(
		status === 'archived' ? isNotNull(table.archivedAt) : isNull(table.archivedAt),
		stations === '*' ? isNotNull(table.stationId) : stations ? inArray(table.stationId, [...stations]) : undefined,
		deviceId === null ? undefined : eq(table.deviceId, deviceId),
		status === null || status === 'archived' ? undefined : standing(table, status, now),
	);
}

function standing(table: Table, status: SessionRecord['status'], now: number): SQL | undefined {
	if (status === 'active') return and(eq(table.status, status), gt(table.expiresAt, now));
	const overdue = and(eq(table.status, 'active'), lte(table.expiresAt, now));
	return status === 'expired' ? or(eq(table.status, status), overdue) : eq(table.status, status);
}
