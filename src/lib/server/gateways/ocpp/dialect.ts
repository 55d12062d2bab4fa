import * as v from 'valibot';
import type { Clock } from '#lib/kernel/clock.ts';
import type { JsonObject } from '#lib/kernel/json.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import type { ChargerCommand, ChargerDesk } from '#lib/server/ports_charging.ts';
import type { RpcErrorCode } from './rpc_error.ts';

/** Who is calling, and to whom it is told. */
export interface Charger {
	readonly id: string;
	readonly desk: ChargerDesk;
	readonly clock: Clock;
}

/** Reads a payload, tells the desk and makes the answer's payload. What the desk throws passes through. */
export type Action = (payload: JsonObject, charger: Charger) => Promise<Result<JsonObject, RpcErrorCode>>;

/** A call to a charger. */
export interface ChargerCall {
	readonly action: string;
	readonly payload: JsonObject;
}

/** One version of OCPP. */
export interface Dialect {
	/** What chargers may call, by name. */
	readonly actions: Readonly<Record<string, Action>>;
	/** What the specification lets chargers call, and we have no use for. */
	readonly unsupported: readonly string[];
	/** How a command is said; null where this version cannot say it. */
	callOf(command: ChargerCommand): ChargerCall | null;
}

/** An action whose payload has the shape of `schema`; what the schema does not name is left alone. */
export function action<Schema extends v.GenericSchema>(
	schema: Schema,
	perform: (told: v.InferOutput<Schema>, charger: Charger) => Promise<JsonObject>,
): Action {
	return async (payload, charger) => {
		const parsed = v.safeParse(schema, payload);
		if (!parsed.success) return refuse(codeOf(parsed.issues[0]), { field: v.getDotPath(parsed.issues[0]) });
		return ok(await perform(parsed.output, charger));
	};
}

/** An action that matters to nobody here: it is a sign of life and answered with the same payload always. */
export function acknowledge(answer: JsonObject = {}): Action {
	return async (_payload, { desk, id }) => {
		await desk.seen(id);
		return ok(answer);
	};
}

function codeOf(issue: v.BaseIssue<unknown>): RpcErrorCode {
	if (issue.received === 'undefined') return 'FIELD_MISSING';
	return issue.kind === 'schema' && issue.type !== 'picklist' ? 'FIELD_TYPE' : 'FIELD_VALUE';
}
