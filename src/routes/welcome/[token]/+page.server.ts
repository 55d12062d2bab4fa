import { redirect } from '@sveltejs/kit';
import { fail, message, superValidate } from 'sveltekit-superforms';
import { valibot } from 'sveltekit-superforms/adapters';
import { passwordMinLength } from '#lib/server/auth/password.ts';
import { readTextFields } from '#lib/server/auth/text_fields.ts';
import { m } from '#lib/words/generated/messages.js';
import { refusalText } from '#lib/words/refusal_text.ts';
import type { Actions, PageServerLoad } from './$types';
import { passwordForm } from './password_form.ts';

/**
 * Opening the page changes nothing. Its address is a secret: it is kept nowhere, and the policy of every page (`referrer-policy: same-origin`) tells it
 * to nobody else; `no-referrer` would take the Origin from the form as well.
 */
export const load: PageServerLoad = async ({ params, locals, setHeaders, getClientAddress }) => {
	setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
	const link = await locals.app.auth.passwordLinks.check({ token: params.token, address: getClientAddress() });
	return {
		form: await superValidate(valibot(passwordForm)),
		holder: link.ok ? link.value : null,
		/** Null for a link that is worth nothing, whatever the reason. */
		refused: !link.ok && link.code === 'RATE_LIMITED' ? refusalText(link) : null,
		passwordMinLength,
	};
};

export const actions: Actions = {
	default: async ({ params, request, locals, cookies, getClientAddress }) => {
		const form = await superValidate(await readTextFields(request), valibot(passwordForm));
		const { password } = form.data;
		form.data.password = '';
		if (!form.valid) return fail(400, { form });
		const use = { token: params.token, password, address: getClientAddress() };
		const outcome = await locals.app.auth.passwordLinks.use(use);
		if (!outcome.ok) {
			return outcome.code === 'RATE_LIMITED'
				? message(form, refusalText(outcome), { status: 429 })
				: message(form, m.mail_welcome_dead_title(), { status: 410 });
		}
		const { cookie } = outcome.value;
		cookies.set(cookie.name, cookie.value, cookie.attributes);
		redirect(303, '/');
	},
};
