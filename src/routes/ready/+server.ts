import { readiness } from '#lib/server/rest/readiness.ts';
import type { RequestHandler } from './$types';

/** Readiness: the database answers and takes writes. */
export const GET: RequestHandler = async ({ locals }) => {
	const state = await readiness(locals.app);
	return Response.json(state, { status: state.status === 'ready' ? 200 : 503 });
};
