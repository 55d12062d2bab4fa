import * as v from 'valibot';
import { boundedInteger } from '#lib/kernel/schemas.ts';
import { cleanText, lenientTag, numberOf, optionalCleanText, tagText } from '../told_values.ts';
import { meterValueList } from './read_samples.ts';

/** What chargers of OCPP 1.6 call. Spec: OCPP 1.6 §6; lengths are longer than there, since chargers are. */

const connectorId = boundedInteger(0, 10_000);
const transactionId = v.pipe(v.number(), v.safeInteger());
/** Whole Wh; null for what no meter can say. */
const registerWh = v.optional(v.pipe(v.unknown(), v.transform(wholeWhOf)), null);
const timestamp = v.optional(v.unknown());

export const bootNotification = v.object({
	chargePointVendor: cleanText(50),
	chargePointModel: cleanText(50),
	chargePointSerialNumber: optionalCleanText(50),
	chargeBoxSerialNumber: optionalCleanText(50),
	firmwareVersion: optionalCleanText(50),
});

export const authorize = v.object({ idTag: tagText });

export const startTransaction = v.object({
	connectorId,
	idTag: lenientTag,
	meterStart: registerWh,
	timestamp,
});

export const meterValues = v.object({
	connectorId,
	transactionId: v.nullish(transactionId, null),
	meterValue: meterValueList,
});

export const stopTransaction = v.object({
	transactionId,
	idTag: lenientTag,
	meterStop: registerWh,
	timestamp,
	reason: optionalCleanText(50),
	transactionData: v.fallback(v.nullish(meterValueList, []), []),
});

export const statusNotification = v.object({
	connectorId,
	status: v.picklist([
		'Available',
		'Preparing',
		'Charging',
		'SuspendedEVSE',
		'SuspendedEV',
		'Finishing',
		'Reserved',
		'Unavailable',
		'Faulted',
	]),
	errorCode: optionalCleanText(50),
	timestamp,
});

function wholeWhOf(told: unknown): number | null {
	const value = numberOf(told);
	return value !== null && value >= 0 && value <= 1e12 ? Math.round(value) : null;
}
