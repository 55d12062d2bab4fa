import { mobileMoneyCallback } from '#lib/server/rest/mobile_money_callback.ts';
import type { RequestHandler } from './$types';

/** Where the provider of mobile money tells how a request ended. Safaricom takes no address that names it. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	mobileMoneyCallback(locals.app, params.token, request);
