import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import { reachOf } from '../auth/allow.ts';
import type { SignedIn } from '../auth/signed_in.ts';
import type { Engine } from '../engine/engine.ts';
import { exportCharges } from '../reports/charge_csv.ts';
import {
	readChargeDetail,
	readChargeHome,
	readChargeList,
	readChargeNow,
	type ChargeListFilter,
} from '../reports/charge_pages.ts';
import { readChargeStatistics } from '../reports/charge_statistics.ts';
import { readPageKeys } from '../reports/page_key.ts';
import { requireChargingCustomer, requireChargingRider } from './charge_event.ts';
import type { RiderEvent } from './rider_event.ts';

/** Rows of one page of the history. */
const pageRows = 20;

/** What the home page says of a person's own charging; null for whoever charges nothing. */
export async function chargeHome(engine: Engine, person: SignedIn) {
	const { customerId } = person;
	if (customerId === null || reachOf(person, 'charge.run')?.scope !== 'owner') return null;
	return readChargeHome(engine, customerId);
}

/** A page of the rider's history, as the address filters it. Throws a redirect to sign in, or a 404. */
export async function chargeListPage(event: RiderEvent) {
	const { customerId } = requireChargingRider(event, 'charge.read');
	if (customerId === null) return null;
	const { searchParams } = event.url;
	const filter = readFilter(searchParams);
	const keys = readPageKeys(searchParams, 2);
	const list = await readChargeList(event.locals.app.engine, { customerId, filter, keys, limit: pageRows });
	return { ...list, filter };
}

/** The rider's own session with what became of it. Throws a redirect to sign in, or a 404. */
export async function chargeDetailPage(event: RiderEvent, id: string) {
	const { customerId } = requireChargingCustomer(event, 'charge.read');
	return (await readChargeDetail(event.locals.app.engine, { id, customerId })) ?? error(404, 'Not found');
}

/** The rider's own session as it is now, as JSON for the page that shows it. Throws a redirect to sign in, or a 404. */
export async function chargeNowResponse(event: RiderEvent, id: string): Promise<Response> {
	const { customerId } = requireChargingCustomer(event, 'charge.read');
	const charge = (await readChargeNow(event.locals.app.engine, { id, customerId })) ?? error(404, 'Not found');
	return Response.json(charge, { headers: { 'cache-control': 'no-store' } });
}

/** What the rider has charged so far. Throws a redirect to sign in, or a 404. */
export async function chargeStatisticsPage(event: RiderEvent) {
	const { customerId } = requireChargingRider(event, 'charge.read');
	return customerId === null ? null : readChargeStatistics(event.locals.app.engine, customerId);
}

/** The rider's own sessions as the address filters them, as a CSV download. Throws a redirect to sign in, or a 404. */
export async function chargeCsvResponse(event: RiderEvent): Promise<Response> {
	const { person, customerId } = requireChargingCustomer(event, 'charge.read');
	if (reachOf(person, 'session.export')?.scope !== 'owner') error(404, 'Not found');
	const filter = readFilter(event.url.searchParams);
	const reader = { id: person.id, address: event.getClientAddress() };
	const stream = await exportCharges(event.locals.app.engine, { customerId, filter, reader });
	return new Response(stream, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${['charging', filter.month ?? 'all'].join('_')}.csv"`,
			'cache-control': 'no-store',
		},
	});
}

const month = v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/));
const status = v.picklist(['active', 'completed', 'cancelled']);

/** What cannot be a filter is none. */
function readFilter(params: URLSearchParams): ChargeListFilter {
	return {
		month: read(month, params.get('month')),
		stationId: read(idText, params.get('station')),
		status: read(status, params.get('status')),
	};
}

function read<T>(schema: v.GenericSchema<unknown, T>, text: string | null): T | null {
	const parsed = v.safeParse(schema, text);
	return parsed.success ? parsed.output : null;
}
