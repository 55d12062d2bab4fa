import { planActionsResponse } from '#lib/server/rest/plan_actions.ts';
import type { RequestHandler } from './$types';

/** What was paid for a plan and what was rendered under it. */
export const GET: RequestHandler = ({ locals, params, getClientAddress }) =>
	planActionsResponse(locals.app, { person: locals.person, address: getClientAddress() }, params.id);
