import { ok, type Result } from '#lib/kernel/result.ts';
import { readActiveCharge, readChargeDashboard } from '../../reports/charge_dashboard.ts';
import { readChargeHistory } from '../../reports/charge_history.ts';
import { readChargeStatistics } from '../../reports/charge_statistics.ts';
import { answerRest, type RestAnswer, type RestCall, type RestEvent } from '../sessions/answer_rest.ts';
import { printChargeCursor } from './list_cursor.ts';
import { parseChargeQuery } from './list_query.ts';
import { printStatistics } from './print_statistics.ts';
import { ownCustomer } from './rider_access.ts';

/** Whose sessions are read where the account belongs to no customer: nobody's. */
const nobody = '';

/**
 * `GET /api/charging/sessions?filter=&limit=&offset=&sort=&order=`: `{success, sessions, pagination}`, one's own, the newest first unless
 * asked otherwise. A cursor stays where it is while sessions are added; an offset does not. By energy or cost a page costs what it shows,
 * as by start; narrowed to days, a month or `recent`, each page reads and sorts all sessions of that time. Spec: seeds/001 step 4.
 */
export function chargeListResponse(event: RestEvent): Promise<Response> {
	return answerOwn(event, async ({ app, url }, customerId) => {
		const query = parseChargeQuery(url.searchParams);
		if (!query.ok) return query;
		const { filter: period, from = null, to = null, status = null, station: stationId = null } = query.value;
		const { sort, order: direction, limit, offset = 0, after } = query.value;
		const history = await readChargeHistory(app.engine, {
			...{ customerId, status, stationId },
			range: { period, from, to },
			page: { sort, direction, limit, offset, after },
		});
		const nextCursor = history.next && printChargeCursor(sort, history.next);
		const pagination = { limit, offset, nextCursor, hasMore: nextCursor !== null };
		return ok({ body: { sessions: history.rows.map(({ document }) => document), pagination } });
	});
}

/** `GET /api/charging/active`, also as `/api/charging/sessions/active`: `{success, session}`, null without one. Spec: seeds/001 step 4. */
export function activeChargeResponse(event: RestEvent): Promise<Response> {
	return answerOwn(event, async ({ app }, customerId) => {
		const active = await readActiveCharge(app.engine, customerId);
		return ok({ body: { session: active?.document ?? null } });
	});
}

/** `GET /api/charging/stats`: `{success, stats}`. Spec: seeds/001 step 4. */
export function chargeStatisticsResponse(event: RestEvent): Promise<Response> {
	return answerOwn(event, async ({ app }, customerId) =>
		ok({ body: { stats: printStatistics(await readChargeStatistics(app.engine, customerId)) } }),
	);
}

/** `GET /api/charging/dashboard`: `{success, sessions, stats, activeSession}`. Spec: seeds/001 step 4. */
export function chargeDashboardResponse(event: RestEvent): Promise<Response> {
	return answerOwn(event, async ({ app }, customerId) => {
		const { sessions, statistics, active } = await readChargeDashboard(app.engine, customerId);
		return ok({
			body: {
				sessions: sessions.map(({ document }) => document),
				stats: printStatistics(statistics),
				activeSession: active?.document ?? null,
			},
		});
	});
}

function answerOwn(
	event: RestEvent,
	answer: (call: RestCall, customerId: string) => Promise<Result<RestAnswer>>,
): Promise<Response> {
	return answerRest(event, async (call) => {
		const own = ownCustomer(call.person, 'charge.read');
		return own.ok ? answer(call, own.value ?? nobody) : own;
	});
}
