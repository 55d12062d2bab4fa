import { mobileMoneyCallback } from '#lib/server/rest/mobile_money_callback.ts';
import type { RequestHandler } from './$types';

/** Where M-Pesa tells how a request for money ended. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	mobileMoneyCallback(locals.app, params.token, request);
