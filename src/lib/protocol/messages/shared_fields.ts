import * as v from 'valibot';
import { batteryReading } from '#lib/kernel/battery_reading.ts';
import { boundedInteger, boundedNumber, idText } from '#lib/kernel/schemas.ts';

/** Beyond the spec: the swap session whose step the operation completes in its own transaction, and its version. */
export const sessionFields = {
	session_id: v.nullish(idText),
	session_version: v.nullish(boundedInteger(0, Number.MAX_SAFE_INTEGER)),
};

/** Beyond the spec: what was read from a battery, and how the id got in (`scan`, `manual`, …). */
export const inputFields = {
	reading: v.nullish(batteryReading),
	input_mode: v.nullish(v.picklist(['scan', 'manual', 'search'])),
};

/** Beyond the spec, in replies: the session's version after the step. */
export const sessionMetadata = { session_version: v.optional(v.number()) };

/** A service of a plan as replies print it. */
export const serviceStateSchema = v.object({
	service_id: v.string(),
	used: v.number(),
	quota: v.number(),
	current_asset: v.nullable(v.string()),
});

/** Identifier of a station, as the specs print it. */
export const stationField = v.nullish(idText);

/** Energy handed over, kWh. */
export const energyKwhField = v.nullish(boundedNumber(0, 1000));

/** How long the service took, seconds. */
export const durationSecondsField = v.nullish(boundedNumber(0, 86_400));

/** An amount of money in whole currency units, more than 0. */
export const amountField = v.pipe(boundedNumber(0, 1_000_000_000), v.gtValue(0));

const detailLimit = 16_384;

/** What a report says beside its type: JSON as text, as the specs print it, or an object; text that is no JSON stays text. */
export const detailField = v.nullish(
	v.union([
		v.pipe(
			v.string(),
			v.maxLength(detailLimit),
			v.check((text) => text.isWellFormed(), 'Text contains a broken character'),
		),
		v.record(v.string(), v.unknown()),
	]),
);
