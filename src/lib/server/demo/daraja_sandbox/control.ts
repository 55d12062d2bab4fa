import * as v from 'valibot';
import { jsonReply, type SandboxReply, type SandboxRequest } from '../http_sandbox.ts';
import { isSecret, type DarajaState } from './endpoints.ts';
import { endpoints, troubleKinds, type Troubles } from './trouble.ts';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const code = v.pipe(v.string(), v.regex(/^\d{1,5}$/));

const troubleSchema = v.nullable(
	v.strictObject({
		kind: v.picklist(troubleKinds),
		endpoint: v.optional(v.picklist(endpoints)),
		times: v.optional(v.pipe(whole, v.minValue(1))),
		delayMs: v.optional(whole),
	}),
);

const scriptSchema = v.strictObject({
	/** Digits of a phone, or * for all. */
	phone: v.pipe(v.string(), v.regex(/^(\d{8,15}|\*)$/)),
	/** One for each push, the last for all that follow; null forgets them. */
	scripts: v.nullable(
		v.array(
			v.strictObject({
				resultCode: v.nullable(code),
				afterMs: v.optional(whole),
				callbacks: v.optional(v.pipe(whole, v.maxValue(10))),
				callbackDelayMs: v.optional(whole),
				amountOff: v.optional(v.pipe(v.number(), v.safeInteger())),
			}),
		),
	),
});

const finishSchema = v.strictObject({ checkoutRequestId: v.string(), resultCode: code });

/**
 * What a demonstration steers the sandbox by, with the consumer secret as bearer: `GET /sandbox/pushes` lists what it took, `POST /sandbox/scripts` says
 * what a phone does, `POST /sandbox/finish` ends an open push, and `POST /sandbox/trouble` takes a `Trouble`, or null to forgive. It never has any itself.
 */
export async function control(
	{ state, troubles }: { state: DarajaState; troubles: Troubles },
	request: SandboxRequest,
): Promise<SandboxReply> {
	const secret = /^bearer (.+)$/i.exec(String(request.headers['authorization']))?.[1];
	if (!isSecret(secret, state.merchant.consumerSecret)) return jsonReply('Invalid secret', 401);
	switch (request.path) {
		case '/sandbox/pushes':
			return jsonReply(state.desk.all());
		case '/sandbox/scripts':
			return obey(scriptSchema, request, ({ phone, scripts }) => state.scripts.set(phone, scripts));
		case '/sandbox/trouble':
			return obey(troubleSchema, request, (trouble) => troubles.set(trouble));
		case '/sandbox/finish':
			return obey(finishSchema, request, (push) => state.desk.finish(push.checkoutRequestId, push.resultCode));
		default:
			return jsonReply('There are /sandbox/pushes, /sandbox/scripts, /sandbox/finish and /sandbox/trouble', 404);
	}
}

async function obey<Schema extends v.GenericSchema>(
	schema: Schema,
	{ json }: SandboxRequest,
	act: (asked: v.InferOutput<Schema>) => void | Promise<void>,
): Promise<SandboxReply> {
	const asked = v.safeParse(schema, json);
	if (!asked.success) return jsonReply(v.flatten(asked.issues), 400);
	await act(asked.output);
	return jsonReply(asked.output);
}
