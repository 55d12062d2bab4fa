import * as v from 'valibot';
import type { OdooAccount } from '#lib/server/env.ts';
import { ok } from '#lib/kernel/result.ts';
import type { CallLimits, OdooCall } from './odoo_call.ts';
import { judge, odooErrorSchema, strangeAnswer } from './odoo_error.ts';
import { postJson } from './post_json.ts';

/** Odoo's JSON-2 (`/json/2/<model>/<method>`), from Odoo 19 on: the key belongs to a user, so that nobody signs in. */
export function json2Call({ url, database, apiKey }: OdooAccount, limits: CallLimits): OdooCall {
	const headers = { Authorization: `bearer ${apiKey}`, 'X-Odoo-Database': database };
	return async (model, method, params) => {
		const answer = await postJson({ url: `${url}/json/2/${model}/${method}`, headers, body: params }, limits);
		const { status, json, retryAfterMs } = answer;
		if (status === 200 && json !== undefined) return ok(json);
		const error = v.safeParse(odooErrorSchema, json);
		if (!error.success || status < 400 || status === 429) throw strangeAnswer(status, retryAfterMs);
		return judge(error.output, apiKey);
	};
}
