import * as v from 'valibot';
import type { SandboxReply, SandboxRequest } from '../http_sandbox.ts';
import { isKey, type SandboxAccount } from './interfaces.ts';
import { misbehaviourKinds, type Misbehaviours } from './misbehaviour.ts';
import { serialise } from './odoo_exception.ts';
import type { SandboxRecords } from './sandbox_records.ts';

const ruleSchema = v.nullable(
	v.strictObject({
		kind: v.picklist(misbehaviourKinds),
		model: v.optional(v.string()),
		method: v.optional(v.string()),
		times: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
		delayMs: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
		message: v.optional(v.string()),
	}),
);

interface Controlled {
	readonly account: SandboxAccount;
	readonly records: SandboxRecords;
	readonly misbehaviours: Misbehaviours;
}

/**
 * What a demonstration steers the sandbox by, with Odoo's key as bearer: `GET /sandbox/records/<model>` lists what it holds, and
 * `POST /sandbox/misbehave` takes a `Misbehaviour`, or null to forgive. It never misbehaves itself.
 */
export function control({ account, records, misbehaviours }: Controlled, request: SandboxRequest): SandboxReply {
	if (!isKey(account, /^bearer (.+)$/i.exec(String(request.headers['authorization']))?.[1]))
		return told(401, 'Invalid key');
	const [, , what, model = ''] = request.path.split('/');
	if (what === 'records') return list(records, model);
	if (what !== 'misbehave') return told(404, 'There are /sandbox/records/<model> and /sandbox/misbehave');
	const rule = v.safeParse(ruleSchema, request.json);
	if (!rule.success) return told(400, v.flatten(rule.issues));
	misbehaviours.set(rule.output);
	return told(200, rule.output);
}

function list(records: SandboxRecords, model: string): SandboxReply {
	try {
		return told(200, records.all(model));
	} catch (error) {
		const { status, body } = serialise(error);
		return told(status, body);
	}
}

function told(status: number, body: unknown): SandboxReply {
	return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}
