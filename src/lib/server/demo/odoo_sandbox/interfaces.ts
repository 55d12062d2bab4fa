import { timingSafeEqual } from 'node:crypto';
import type { SandboxReply, SandboxRequest } from '../http_sandbox.ts';
import { OdooException, serialise } from './odoo_exception.ts';
import { type MethodCall, runMethod } from './sandbox_methods.ts';
import type { SandboxRecords } from './sandbox_records.ts';

/** The one user of the sandbox. */
export interface SandboxAccount {
	readonly database: string;
	readonly login: string;
	readonly apiKey: string;
}

/** A call as an interface understood it; `run` throws what Odoo would raise, and `answer` and `fail` print it. */
export interface SpokenCall {
	readonly model: string;
	readonly method: string;
	run(): unknown;
	answer(result: unknown): SandboxReply;
	fail(error: unknown): SandboxReply;
}

const uid = 2;

/** `POST /jsonrpc`: errors come with status 200. */
export function jsonRpc(records: SandboxRecords, account: SandboxAccount, { json }: SandboxRequest): SpokenCall {
	const { id, params } = json as { id: unknown; params: { service: string; method: string; args: unknown[] } };
	const { service, method, args } = params;
	const spoken = {
		answer: (result: unknown) => reply({ jsonrpc: '2.0', id, ...(result !== null && { result }) }),
		fail(error: unknown) {
			const data = serialise(error).body;
			return reply({ jsonrpc: '2.0', id, error: { code: 200, message: 'Odoo Server Error', data } });
		},
	};
	if (service === 'common' && method === 'authenticate') {
		const [database, login, key] = args;
		return { model: 'common', method, run: () => knows(account, { database, login, key }) && uid, ...spoken };
	}
	const [database, user, key, model, name, positional, named] = args;
	const call = { model: String(model), method: String(name), params: toNamed(positional, named) };
	const run = () => {
		const isKnown = user === uid && knows(account, { database, login: account.login, key });
		if (!isKnown) throw new OdooException('odoo.exceptions.AccessDenied', 'Access Denied', 403);
		return runMethod(records, call);
	};
	return { ...call, run, ...spoken };
}

/** `POST /json/2/<model>/<method>`: errors come with a status of their own. */
export function json2(records: SandboxRecords, account: SandboxAccount, request: SandboxRequest): SpokenCall {
	const [, , , model = '', method = ''] = request.path.split('/');
	const key = /^bearer (.+)$/i.exec(String(request.headers['authorization']))?.[1];
	const database = request.headers['x-odoo-database'];
	const call: MethodCall = { model, method, params: request.json as MethodCall['params'] };
	return {
		model,
		method,
		run() {
			if (!knows(account, { database, login: account.login, key })) {
				throw new OdooException('werkzeug.exceptions.Unauthorized', 'Invalid apikey', 401);
			}
			return runMethod(records, call);
		},
		answer: (result) => reply(result),
		fail(error) {
			const { status, body } = serialise(error);
			return reply(body, status);
		},
	};
}

/** True if the key is the account's, compared in constant time. */
export function isKey(account: SandboxAccount, key: unknown): boolean {
	const [given, wanted] = [Buffer.from(String(key)), Buffer.from(account.apiKey)];
	return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function knows(account: SandboxAccount, given: { database: unknown; login: unknown; key: unknown }): boolean {
	return given.database === account.database && given.login === account.login && isKey(account, given.key);
}

/** `execute_kw` passes records and what `create` makes by position. */
function toNamed(positional: unknown, named: unknown): MethodCall['params'] {
	const [first] = positional as unknown[];
	if (first === undefined) return named as MethodCall['params'];
	const isIds = Array.isArray(first) && first.every((each) => typeof each === 'number');
	return { ...(named as MethodCall['params']), [isIds ? 'ids' : 'vals_list']: first };
}

function reply(body: unknown, status = 200): SandboxReply {
	return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}
