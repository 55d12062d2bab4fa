import * as v from 'valibot';
import { boundedInteger, safeText } from '#lib/kernel/schemas.ts';
import { cleanText, lenientTag, optionalCleanText, tagText } from '../told_values.ts';

/** What charging stations of OCPP 2.0.1 call. Spec: OCPP 2.0.1 part 2 §1. */

const evseId = boundedInteger(0, 10_000);
const timestamp = v.optional(v.unknown());
/** What stands in is read one by one: a sample that cannot be read takes no other with it. */
const meterValueList = v.array(v.unknown());

export const bootNotification = v.object({
	chargingStation: v.object({
		vendorName: cleanText(50),
		model: cleanText(50),
		serialNumber: optionalCleanText(50),
		firmwareVersion: optionalCleanText(50),
	}),
});

export const statusNotification = v.object({
	evseId,
	connectorStatus: v.picklist(['Available', 'Occupied', 'Reserved', 'Unavailable', 'Faulted']),
	timestamp,
});

export const authorize = v.object({ idToken: v.object({ idToken: tagText }) });

export const meterValues = v.object({ evseId, meterValue: meterValueList });

export const transactionEvent = v.object({
	eventType: v.picklist(['Started', 'Updated', 'Ended']),
	timestamp,
	transactionInfo: v.object({
		transactionId: safeText(64),
		stoppedReason: optionalCleanText(50),
		remoteStartId: v.fallback(v.nullish(v.pipe(v.number(), v.safeInteger()), null), null),
	}),
	/** Where nobody was asked to show one, its `idToken` is empty. */
	idToken: v.fallback(v.nullish(v.object({ idToken: lenientTag }), null), null),
	evse: v.fallback(v.nullish(v.object({ id: evseId }), null), null),
	meterValue: v.fallback(v.nullish(meterValueList, []), []),
});

/** A transaction's event, as it was read. */
export type TransactionEvent = v.InferOutput<typeof transactionEvent>;
