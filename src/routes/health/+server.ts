import type { RequestHandler } from './$types';

/** Liveness: this process answers. */
export const GET: RequestHandler = () => Response.json({ status: 'ok' });
