const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a request that changes something, carries a cookie and comes from another site; null if it may pass.
 * SvelteKit's own check covers forms only; this one covers JSON and tRPC as well. Bearer tokens are not sent by browsers on their own.
 */
export function refuseForeignOrigin(request: Request, origin: string): Response | null {
	if (safeMethods.has(request.method) || request.headers.has('authorization')) return null;
	const from = request.headers.get('origin');
	if (from === origin || (from === null && !request.headers.has('cookie'))) return null;
	return Response.json(
		{ success: false, error: { code: 'FOREIGN_ORIGIN', message: 'This request came from another site' } },
		{ status: 403 },
	);
}
