import { exchangeJson, type JsonAnswer, type JsonRequest } from '../exchange_json.ts';
import type { CallLimits } from './odoo_call.ts';

/** A request to Odoo; what must not be repeated anywhere stands in headers and body. */
interface OdooPost extends Pick<JsonRequest, 'url'> {
	readonly headers?: JsonRequest['headers'];
	readonly body: unknown;
}

/** When Odoo is asked again that gave no answer, ms. */
const retryAfterMs = 5000;

/** Posts JSON to Odoo and reads the answer within both limits. Throws FaultError if nothing, nothing in time or too much comes back. */
export function postJson({ url, headers, body }: OdooPost, limits: CallLimits): Promise<JsonAnswer> {
	const request = { url, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body };
	return exchangeJson(request, { source: 'odoo', name: 'Odoo', ...limits, retryAfterMs });
}
