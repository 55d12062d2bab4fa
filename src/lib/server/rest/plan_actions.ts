import { refuse } from '#lib/kernel/result.ts';
import type { App } from '../app.ts';
import { allow } from '../auth/allow.ts';
import { authRefusals } from '../auth/refusals.ts';
import type { SignedIn } from '../auth/signed_in.ts';
import { readPlanActions } from '../reports/read_plan_actions.ts';
import { refusedResponse } from './refused.ts';

/**
 * `GET /api/plans/{id}/actions`: `{success: true, plan_id, payment_actions, service_actions}`, the newest 500 of each as seeds/002 names them
 * (Database Updates), read from the ledgers. 401 for nobody; 404 for what does not exist and for what one may not see alike.
 */
export async function planActionsResponse(
	app: App,
	{ person, address }: { person: SignedIn | null; address: string },
	planId: string,
): Promise<Response> {
	if (!person) return refusedResponse(refuse('NOT_SIGNED_IN'), authRefusals.NOT_SIGNED_IN);
	const actions = await readPlanActions(app.engine, {
		planId,
		reader: { id: person.id, address },
		mayRead: (customerId) => allow(person, 'rider.read', { ownerId: customerId }),
	});
	if (!actions) return refusedResponse(refuse('NOT_FOUND'), authRefusals.NOT_FOUND);
	const body = { success: true, plan_id: planId, ...actions };
	return Response.json(body, { headers: { 'cache-control': 'private, no-store' } });
}
