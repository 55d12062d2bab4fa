import { error } from '@sveltejs/kit';
import { fail, message, superValidate, type SuperValidated } from 'sveltekit-superforms';
import { valibot } from 'sveltekit-superforms/adapters';
import * as v from 'valibot';
import { preferredLocale } from '#lib/server/actions/preferred_locale.ts';
import { requireReach } from '#lib/server/auth/guard.ts';
import { authRefusals } from '#lib/server/auth/refusals.ts';
import { readTextFields } from '#lib/server/auth/text_fields.ts';
import { grantableScopes } from '#lib/server/auth/token_scopes.ts';
import { m } from '#lib/words/generated/messages.js';
import { refusalText } from '#lib/words/refusal_text.ts';
import { roleWord } from '../manage/role_words.ts';
import type { Actions, PageServerLoad } from './$types';
import { createForm, lifetimesDays, revokeForm } from './token_forms.ts';

type Answer = { readonly refusal: string } | { readonly token: string; readonly name: string };
type CreateForm = SuperValidated<v.InferOutput<ReturnType<typeof createForm>>, Answer>;

const dayMs = 86_400_000;
const defaults = { name: '', scopes: [], lifetimeDays: '30' as const };

export const load: PageServerLoad = async (event) => {
	const { person } = requireReach(event, 'token.manage');
	const { tokens } = event.locals.app.auth;
	event.setHeaders({ 'cache-control': 'no-store' });
	const scopes = grantableScopes(person.role);
	const [list, accounts] = await Promise.all([tokens.list(person), tokens.accountsFor(person)]);
	const [only, ...more] = accounts;
	const userId = only && more.length === 0 ? only.id : '';
	const form: CreateForm = await superValidate({ ...defaults, userId }, valibot(createForm(scopes)), { errors: false });
	return {
		form,
		tokens: list,
		accounts: accounts.map(({ id, name, role }) => ({
			value: id,
			label: m.tokens_account_of({ name, role: roleWord(role) }),
		})),
		scopes,
		lifetimes: lifetimesDays.map((days) => ({ value: days, label: m.tokens_days({ count: Number(days) }) })),
		locale: preferredLocale(event.request.headers.get('accept-language')),
	};
};

export const actions: Actions = {
	create: async (event) => {
		const { person } = requireReach(event, 'token.manage');
		const form: CreateForm = await superValidate(
			await readTextFields(event.request),
			valibot(createForm(grantableScopes(person.role))),
		);
		if (!form.valid) return fail(400, { form });
		const { userId, name, scopes, lifetimeDays } = form.data;
		const lifetimeMs = Number(lifetimeDays) * dayMs;
		const address = event.getClientAddress();
		const { tokens } = event.locals.app.auth;
		const outcome = await tokens.create({ by: person, userId, name, scopes, lifetimeMs, address });
		if (outcome.ok) return message(form, { token: outcome.value.token, name });
		return message(form, { refusal: refusalText(outcome) }, { status: authRefusals[outcome.code].http });
	},
	revoke: async (event) => {
		const { person } = requireReach(event, 'token.manage');
		const input = v.safeParse(revokeForm, Object.fromEntries(await readTextFields(event.request)));
		if (!input.success) error(404, m.refusals_token_not_found());
		const { tokenId } = input.output;
		const outcome = await event.locals.app.auth.tokens.revoke({
			by: person,
			tokenId,
			address: event.getClientAddress(),
		});
		if (!outcome.ok) error(authRefusals[outcome.code].http, refusalText(outcome));
	},
};
