import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Ends the sign-in behind the cookie and all that was minted under it. */
export const POST: RequestHandler = async ({ locals, cookies, getClientAddress }) => {
	const { auth } = locals.app;
	const blank = await auth.signOut({ cookie: cookies.get(auth.cookieName), address: getClientAddress() });
	cookies.set(blank.name, blank.value, blank.attributes);
	redirect(303, '/sign-in');
};
