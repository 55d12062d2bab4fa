import * as v from 'valibot';
import type { JsonObject } from '#lib/kernel/json.ts';
import { ok, refuse, type Result } from '#lib/kernel/result.ts';
import { boundedInteger, boundedNumber, idText, safeText } from '#lib/kernel/schemas.ts';

/** What clients send to charge. Fields beyond these are passed over. Spec: seeds/001. */

const level = boundedNumber(0, 100);

/** The most energy that a session can have been given, kWh. */
const energyLimitKwh = 100_000;

/** Step 1. */
export const startBody = v.object({ stationId: idText, connectorId: idText, batteryLevelStart: level });

/** Step 2. */
export const updateBody = v.object({
	batteryLevel: level,
	energyDelivered: v.optional(boundedNumber(0, energyLimitKwh)),
});

/** Step 3. */
export const endBody = v.object({
	sessionId: idText,
	batteryLevelEnd: level,
	stationRating: v.optional(boundedInteger(1, 5)),
});

export const cancelBody = v.object({ sessionId: idText, reason: v.optional(safeText(200)) });

/** Reads a body; a refusal names the first field that is wrong or missing. */
export function parseBody<T>(schema: v.GenericSchema<unknown, T>, body: JsonObject): Result<T, 'INPUT_INVALID'> {
	const parsed = v.safeParse(schema, body, { abortEarly: true });
	if (parsed.success) return ok(parsed.output);
	const [issue] = parsed.issues;
	return refuse('INPUT_INVALID', { path: v.getDotPath(issue) ?? 'body', issue: issue.message });
}
