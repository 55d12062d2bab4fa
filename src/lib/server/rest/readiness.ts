import type { App } from '../app.ts';
import { readiness } from '../engine/readiness.ts';

/** 200 where this process can do its work, 503 where it cannot, with the checks. */
export async function readinessResponse(app: App): Promise<Response> {
	const state = await readiness(app.engine);
	return Response.json(state, { status: state.status === 'ready' ? 200 : 503 });
}
