import { error } from '@sveltejs/kit';
import { fail, message, superValidate, type SuperValidated } from 'sveltekit-superforms';
import { valibot } from 'sveltekit-superforms/adapters';
import * as v from 'valibot';
import { fillMessage } from '#lib/kernel/result.ts';
import { requireReach } from '#lib/server/auth/guard.ts';
import { authRefusals } from '#lib/server/auth/refusals.ts';
import { readTextFields } from '#lib/server/auth/text_fields.ts';
import { tokenScopes } from '#lib/server/auth/token_scopes.ts';
import type { Actions, PageServerLoad } from './$types';
import { createForm, lifetimesDays, revokeForm } from './token_forms.ts';

type Answer = { readonly refusal: string } | { readonly token: string; readonly name: string };
type CreateForm = SuperValidated<v.InferOutput<typeof createForm>, Answer>;

const dayMs = 86_400_000;
const defaults = { userId: '', name: '', scopes: [], lifetimeDays: '30' as const };

export const load: PageServerLoad = async (event) => {
	const { person } = requireReach(event, 'token.manage');
	const { tokens } = event.locals.app.auth;
	event.setHeaders({ 'cache-control': 'no-store' });
	const form: CreateForm = await superValidate(defaults, valibot(createForm), { errors: false });
	const [list, accounts] = await Promise.all([tokens.list(person), tokens.accountsFor(person)]);
	return {
		form,
		tokens: list,
		accounts: accounts.map(({ id, name, role }) => ({ value: id, label: `${name} (${role})` })),
		scopes: tokenScopes,
		lifetimes: lifetimesDays.map((days) => ({ value: days, label: days === '1' ? '1 day' : `${days} days` })),
	};
};

export const actions: Actions = {
	create: async (event) => {
		const { person } = requireReach(event, 'token.manage');
		const form: CreateForm = await superValidate(await readTextFields(event.request), valibot(createForm));
		if (!form.valid) return fail(400, { form });
		const { userId, name, scopes, lifetimeDays } = form.data;
		const lifetimeMs = Number(lifetimeDays) * dayMs;
		const address = event.getClientAddress();
		const { tokens } = event.locals.app.auth;
		const outcome = await tokens.create({ by: person, userId, name, scopes, lifetimeMs, address });
		if (outcome.ok) return message(form, { token: outcome.value.token, name });
		const row = authRefusals[outcome.code];
		return message(form, { refusal: fillMessage(row.message, outcome.params) }, { status: row.http });
	},
	revoke: async (event) => {
		const { person } = requireReach(event, 'token.manage');
		const input = v.safeParse(revokeForm, Object.fromEntries(await readTextFields(event.request)));
		if (!input.success) error(404, authRefusals.TOKEN_NOT_FOUND.message);
		const { tokenId } = input.output;
		const outcome = await event.locals.app.auth.tokens.revoke({
			by: person,
			tokenId,
			address: event.getClientAddress(),
		});
		if (!outcome.ok) error(authRefusals[outcome.code].http, authRefusals[outcome.code].message);
	},
};
