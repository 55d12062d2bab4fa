import type { JsonObject } from '#lib/kernel/json.ts';
import type { Charger } from '../dialect.ts';
import { readMeter, type MeterTold } from '../meter_values.ts';
import { instantOf, stampOf } from '../told_values.ts';
import type { TransactionEvent } from './messages.ts';
import { readMeterValues } from './read_samples.ts';

/**
 * Tells the desk of a transaction's event. A cable may be plugged in long before anybody may charge: the tag or the remote start then
 * comes in a later event, and the begin is told again with it. Spec: OCPP 2.0.1 part 2, use cases E01 to E12 and F01 to F03.
 */
export async function tellTransactionEvent(told: TransactionEvent, charger: Charger): Promise<JsonObject> {
	const meter = readMeter(readMeterValues(told.meterValue, charger.clock()));
	const bringsTag = told.idToken !== null || told.transactionInfo.remoteStartId !== null;
	if (told.eventType === 'Ended') return ended(told, meter, charger);
	if (told.eventType === 'Started' || bringsTag) return began(told, meter, charger);
	if (meter.readings.length === 0) {
		await charger.desk.seen(charger.id);
		return {};
	}
	await charger.desk.readingsTaken(charger.id, {
		transaction: { text: told.transactionInfo.transactionId },
		evseId: told.evse?.id ?? null,
		readings: meter.readings,
	});
	return {};
}

async function began(told: TransactionEvent, meter: MeterTold, { id, desk, clock }: Charger): Promise<JsonObject> {
	const { tag } = await desk.transactionBegan(id, {
		text: told.transactionInfo.transactionId,
		// A station that does not say which has one, as a rule.
		evseId: told.evse?.id ?? 1,
		idTag: told.idToken?.idToken ?? null,
		registerWh: meter.beginWh,
		at: instantOf(told.timestamp, clock()),
		stamp: stampOf(told.timestamp),
		remoteStartId: told.transactionInfo.remoteStartId,
		readings: meter.readings,
	});
	return told.idToken === null ? {} : { idTokenInfo: { status: tag } };
}

async function ended(told: TransactionEvent, meter: MeterTold, { id, desk, clock }: Charger): Promise<JsonObject> {
	const idTag = told.idToken?.idToken ?? null;
	await desk.transactionEnded(id, {
		transaction: { text: told.transactionInfo.transactionId },
		evseId: told.evse?.id ?? null,
		idTag,
		registerWh: meter.endWh,
		at: instantOf(told.timestamp, clock()),
		stamp: stampOf(told.timestamp),
		reason: told.transactionInfo.stoppedReason,
		readings: meter.readings,
	});
	if (told.idToken === null) return {};
	return { idTokenInfo: { status: idTag === null ? 'Invalid' : await desk.tagStatus(id, idTag) } };
}
