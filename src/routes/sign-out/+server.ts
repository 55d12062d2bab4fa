import type { RequestHandler } from './$types';

/** Ends the sign-in behind the cookie and all that was minted under it; the browser's own copies of pages go as well. */
export const POST: RequestHandler = async ({ locals, cookies, getClientAddress }) => {
	const { auth } = locals.app;
	const blank = await auth.signOut({ cookie: cookies.get(auth.cookieName), address: getClientAddress() });
	cookies.set(blank.name, blank.value, blank.attributes);
	return new Response(null, { status: 303, headers: { location: '/sign-in', 'clear-site-data': '"cache"' } });
};
