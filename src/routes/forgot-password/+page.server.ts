import { fail, message, superValidate } from 'sveltekit-superforms';
import { valibot } from 'sveltekit-superforms/adapters';
import { readTextFields } from '#lib/server/auth/text_fields.ts';
import { getLocale } from '#lib/words/generated/runtime.js';
import { refusalText } from '#lib/words/refusal_text.ts';
import type { Actions, PageServerLoad } from './$types';
import { forgotPasswordForm } from './forgot_password_form.ts';

export const load: PageServerLoad = async ({ locals }) => ({
	form: await superValidate(valibot(forgotPasswordForm)),
	sendsMail: locals.app.env.smtp !== undefined,
});

export const actions: Actions = {
	default: async ({ request, locals, getClientAddress }) => {
		const form = await superValidate<{ email: string }, { isSent: boolean; text: string }>(
			await readTextFields(request),
			valibot(forgotPasswordForm),
		);
		if (!form.valid || locals.app.env.smtp === undefined) return fail(400, { form });
		const asked = { email: form.data.email, address: getClientAddress(), locale: getLocale() };
		const outcome = await locals.app.auth.invitations.askReset(asked);
		if (!outcome.ok) return message(form, { isSent: false, text: refusalText(outcome) }, { status: 429 });
		return message(form, { isSent: true, text: '' });
	},
};
