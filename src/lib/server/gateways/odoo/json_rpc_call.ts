import * as v from 'valibot';
import type { OdooAccount } from '#lib/server/env.ts';
import { ok } from '#lib/kernel/result.ts';
import type { Answer, CallLimits, OdooCall, OdooParams } from './odoo_call.ts';
import { accountFault, isAccountError, judge, type OdooError, odooErrorSchema, strangeAnswer } from './odoo_error.ts';
import { postJson } from './post_json.ts';

/** An answer without result is a method that returned nothing. */
const rpcAnswer = v.object({
	jsonrpc: v.literal('2.0'),
	result: v.optional(v.unknown(), null),
	error: v.optional(v.object({ data: odooErrorSchema })),
});

type Outcome = { readonly result: unknown } | { readonly error: OdooError };

/** Odoo's JSON-RPC (`/jsonrpc`, `execute_kw`), until Odoo 21. Signs in at the first call, and again when Odoo has forgotten us. */
export function jsonRpcCall(account: OdooAccount, limits: CallLimits): OdooCall {
	const { database, login, apiKey } = account;
	let knownUid: number | undefined;

	async function ask(service: string, method: string, args: readonly unknown[]): Promise<Outcome> {
		const body = { jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } };
		const { status, json, retryAfterMs } = await postJson({ url: `${account.url}/jsonrpc`, body }, limits);
		const answer = v.safeParse(rpcAnswer, json);
		if (status !== 200 || !answer.success) throw strangeAnswer(status, retryAfterMs);
		const { error, result } = answer.output;
		return error ? { error: error.data } : { result };
	}

	async function signIn(): Promise<Answer<number>> {
		const outcome = await ask('common', 'authenticate', [database, login, apiKey, {}]);
		if ('error' in outcome) return judge(outcome.error, apiKey);
		// A wrong login or key is answered with false.
		if (typeof outcome.result !== 'number') throw accountFault();
		knownUid = outcome.result;
		return ok(knownUid);
	}

	return async (model, method, params) => {
		const execute = (uid: number) =>
			ask('object', 'execute_kw', [database, uid, apiKey, model, method, ...split(params)]);
		const uid = knownUid === undefined ? await signIn() : ok(knownUid);
		if (!uid.ok) return uid;
		let outcome = await execute(uid.value);
		if ('error' in outcome && isAccountError(outcome.error)) {
			const again = await signIn();
			if (!again.ok) return again;
			outcome = await execute(again.value);
		}
		return 'error' in outcome ? judge(outcome.error, apiKey) : ok(outcome.result);
	};
}

/** Positional and named arguments of `execute_kw`: the records come first, and what `create` makes may not be named. */
function split({ ids, vals_list: values, ...named }: OdooParams): [unknown[], Record<string, unknown>] {
	return [[...(ids ? [ids] : []), ...(values === undefined ? [] : [values])], named];
}
