import { redirect } from '@sveltejs/kit';
import { safeNextPath } from '#lib/server/auth/next_path.ts';
import { readTextFields } from '#lib/server/auth/text_fields.ts';
import { languageCookie, parseLanguage } from '#lib/words/languages.ts';
import type { RequestHandler } from './$types';

const yearS = 31_536_000;

/** Keeps the chosen language for a year and leads back; a language that there is not changes nothing. */
export const POST: RequestHandler = async ({ request, locals, cookies }) => {
	const fields = await readTextFields(request);
	const language = parseLanguage(fields.get('language'));
	const secure = locals.app.env.origin.startsWith('https:');
	if (language) cookies.set(languageCookie, language, { path: '/', maxAge: yearS, sameSite: 'lax', secure });
	const next = fields.get('next');
	redirect(303, safeNextPath(typeof next === 'string' ? next : null));
};
