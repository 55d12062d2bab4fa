import { error } from '@sveltejs/kit';
import { reachOf } from '../auth/allow.ts';
import type { SignedIn } from '../auth/signed_in.ts';
import type { Engine } from '../engine/engine.ts';
import { exportCharges } from '../reports/charge_csv.ts';
import { readChargeList } from '../reports/charge_list.ts';
import { readChargeDetail, readChargeHome, readChargeNow } from '../reports/charge_pages.ts';
import { readChargeOverview } from '../reports/charge_statistics.ts';
import { requireChargingCustomer, requireChargingRider } from './charge_event.ts';
import { printChargeKey, readChargeFilter, readChargePage } from './charge_list_address.ts';
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
	const filter = readChargeFilter(searchParams);
	const { order, page } = readChargePage(searchParams);
	const { previous, next, ...list } = await readChargeList(event.locals.app.engine, {
		...{ customerId, filter },
		page: { ...page, limit: pageRows },
	});
	return { ...list, filter, order, previous: printChargeKey(order, previous), next: printChargeKey(order, next) };
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
	return customerId === null ? null : readChargeOverview(event.locals.app.engine, customerId);
}

/** The rider's own sessions as the address filters them, as a CSV download. Throws a redirect to sign in, or a 404. */
export async function chargeCsvResponse(event: RiderEvent): Promise<Response> {
	const { person, customerId } = requireChargingCustomer(event, 'charge.read');
	if (reachOf(person, 'session.export')?.scope !== 'owner') error(404, 'Not found');
	const filter = readChargeFilter(event.url.searchParams);
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
