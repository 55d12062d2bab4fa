import { redirect } from '@sveltejs/kit';
import { fail, message, superValidate } from 'sveltekit-superforms';
import { valibot } from 'sveltekit-superforms/adapters';
import { safeNextPath } from '#lib/server/auth/next_path.ts';
import { authRefusals } from '#lib/server/auth/refusals.ts';
import { readTextFields } from '#lib/server/auth/text_fields.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import type { Actions, PageServerLoad } from './$types';
import { signInForm } from './sign_in_form.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.person) redirect(303, safeNextPath(url.searchParams.get('next')));
	return { form: await superValidate(valibot(signInForm)) };
};

export const actions: Actions = {
	default: async ({ request, locals, cookies, url, getClientAddress }) => {
		const form = await superValidate(await readTextFields(request), valibot(signInForm));
		const { email, password } = form.data;
		form.data.password = '';
		if (!form.valid) return fail(400, { form });
		const outcome = await locals.app.auth.signIn({ email, password, address: getClientAddress() });
		if (!outcome.ok) {
			return message(form, refusalText(outcome), { status: authRefusals[outcome.code].http });
		}
		const { cookie } = outcome.value;
		cookies.set(cookie.name, cookie.value, cookie.attributes);
		redirect(303, safeNextPath(url.searchParams.get('next')));
	},
};
