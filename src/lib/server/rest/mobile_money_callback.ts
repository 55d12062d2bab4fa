import { refuse } from '#lib/kernel/result.ts';
import type { App } from '../app.ts';
import { authRefusals } from '../auth/refusals.ts';
import { recordCallback } from '../operations/mobile_money/record_callback.ts';
import { readBytes } from './read_bytes.ts';
import { refusedResponse } from './refused.ts';

/** The most that a callback may have, bytes: M-Pesa's have less than a thousand. */
const limitBytes = 16_384;

/**
 * `POST /api/payments/push/{token}`: keeps what came as a claim and has it checked at once; the provider is told that it was accepted. A fault
 * of ours is a 5xx, so that the provider or the check by clock comes back to it. 404 for a token that nobody was given.
 */
export async function mobileMoneyCallback(
	app: Pick<App, 'engine'>,
	token: string,
	request: Request,
): Promise<Response> {
	const bytes = await readBytes(request, limitBytes);
	if (bytes === null || !(await recordCallback(app.engine, token, bytes)))
		return refusedResponse(refuse('NOT_FOUND'), authRefusals.NOT_FOUND);
	return Response.json({ ResultCode: 0, ResultDesc: 'Accepted' });
}
