import { error } from '@sveltejs/kit';
import { readPageKeys } from '../reports/page_key.ts';
import { readRiderPayments, readRiderSwaps } from '../reports/rider_history.ts';
import { readRiderPlan, readRiderPlans, type RiderPlans } from '../reports/rider_plan.ts';
import { requireRider, type RiderEvent } from './rider_event.ts';

/** Rows of one page of payments or swaps. */
const pageRows = 20;

/** The plans of whoever asks. Throws a redirect to sign in, or a 404. */
export async function riderPlansPage(event: RiderEvent): Promise<RiderPlans> {
	const { customerId } = requireRider(event);
	return readRiderPlans(event.locals.app.engine, customerId);
}

/** A page of the payments for a plan of whoever asks. Throws a redirect to sign in, or a 404. */
export async function riderPaymentsPage(event: RiderEvent, planId: string) {
	const { plan, zones } = await requirePlan(event, planId);
	const keys = readPageKeys(event.url.searchParams, 2);
	const { customerId } = plan;
	const page = await readRiderPayments(event.locals.app.engine, { planId, customerId, zones, keys, limit: pageRows });
	return { plan: { id: planId, name: plan.name }, zones, ...page };
}

/** A page of the swaps of a plan of whoever asks. Throws a redirect to sign in, or a 404. */
export async function riderSwapsPage(event: RiderEvent, planId: string) {
	const { plan, zones } = await requirePlan(event, planId);
	const keys = readPageKeys(event.url.searchParams, 3);
	const { customerId } = plan;
	const page = await readRiderSwaps(event.locals.app.engine, { planId, customerId, zones, keys, limit: pageRows });
	return { plan: { id: planId, name: plan.name }, zones, ...page };
}

/** Another rider's plan looks like one that does not exist. */
async function requirePlan(event: RiderEvent, planId: string) {
	const { customerId } = requireRider(event);
	const found = customerId === null ? null : await readRiderPlan(event.locals.app.engine, { planId, customerId });
	if (!found) error(404, 'Not found');
	return found;
}
