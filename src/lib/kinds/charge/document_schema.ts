import * as v from 'valibot';
import type { JsonObject } from '#lib/kernel/json.ts';
import { documentInstant, documentText, figure } from '#lib/session/document_schema.ts';

const maybeText = v.nullable(documentText(200));
const maybeInstant = v.nullable(documentInstant);
const maybeFigure = v.nullable(figure);

/** A charging session as it is printed. Spec: seeds/001; what stands after `stationRating` is beyond it. */
export const chargeDocumentSchema = v.strictObject({
	id: documentText(128),
	userId: maybeText,
	stationId: maybeText,
	stationName: maybeText,
	connectorId: maybeText,
	startTime: maybeInstant,
	endTime: maybeInstant,
	duration: figure,
	energyDelivered: figure,
	totalCost: figure,
	averagePower: figure,
	batteryLevel: maybeFigure,
	batteryLevelStart: maybeFigure,
	status: v.picklist(['active', 'completed', 'cancelled', 'no_show', 'expired']),
	stationRating: maybeFigure,
	currency: maybeText,
	pricePerKWh: maybeFigure,
	phase: v.picklist(['waiting', 'charging', 'stopping', 'completed', 'cancelled']),
	power: maybeFigure,
	energySource: v.picklist(['none', 'phone', 'meter', 'estimate']),
	lastUpdate: maybeInstant,
	endReason: maybeText,
	cancelReason: maybeText,
	flags: v.array(v.strictObject({ code: documentText(40), at: maybeInstant, value: maybeFigure, limit: maybeFigure })),
});

/** Who charges is no part of the document but for the account. */
export function customerInCharge(_document: JsonObject): string | null {
	return null;
}
