import { isJsonObject, type JsonObject } from '#lib/kernel/json.ts';
import type { ChargerMessage, ChargerWords, Moment } from './charger_words.ts';

/** The station has one EVSE with one connector. */
const evse = { id: 1, connectorId: 1 };

/** OCPP 2.0.1. */
export const words201: ChargerWords = {
	boot: ({ vendor, model, serialNumber, firmware }) => ({
		action: 'BootNotification',
		payload: {
			reason: 'PowerUp',
			chargingStation: { vendorName: vendor, model, serialNumber, firmwareVersion: firmware },
		},
	}),
	authorize: (idTag) => ({ action: 'Authorize', payload: { idToken: { idToken: idTag, type: 'ISO14443' } } }),
	status: (status, at) => ({
		action: 'StatusNotification',
		payload: {
			timestamp: new Date(at).toISOString(),
			connectorStatus: status === 'free' ? 'Available' : 'Occupied',
			evseId: evse.id,
			connectorId: evse.connectorId,
		},
	}),
	began: (moment) =>
		event(moment, {
			eventType: 'Started',
			triggerReason: moment.transaction.remoteStartId === null ? 'Authorized' : 'RemoteStart',
			context: 'Transaction.Begin',
			info: { chargingState: 'Charging', ...remoteStart(moment) },
		}),
	sample: (moment) =>
		event(moment, {
			eventType: 'Updated',
			triggerReason: 'MeterValuePeriodic',
			context: 'Sample.Periodic',
			info: { chargingState: 'Charging' },
		}),
	ended: (moment, reason) =>
		event(moment, {
			eventType: 'Ended',
			triggerReason: reason === 'Remote' ? 'RemoteStop' : 'EVDeparted',
			context: 'Transaction.End',
			info: { chargingState: 'Idle', stoppedReason: reason },
		}),
	tagStatusOf({ idTokenInfo }) {
		const status = isJsonObject(idTokenInfo) ? idTokenInfo['status'] : undefined;
		return typeof status === 'string' ? status : null;
	},
	numberOf: () => null,
	commandOf(action, payload) {
		if (action === 'RequestStartTransaction') {
			const { idToken, remoteStartId } = payload;
			const idTag = isJsonObject(idToken) ? String(idToken['idToken']) : '';
			return { action: 'start', idTag, remoteStartId: typeof remoteStartId === 'number' ? remoteStartId : null };
		}
		if (action === 'RequestStopTransaction') return { action: 'stop', transaction: String(payload['transactionId']) };
		return null;
	},
	means: ({ text }, name) => text === name,
};

function remoteStart({ transaction: { remoteStartId } }: Moment): JsonObject {
	return remoteStartId === null ? {} : { remoteStartId };
}

function event(
	moment: Moment,
	what: { eventType: string; triggerReason: string; context: string; info: JsonObject },
): ChargerMessage {
	const { transaction, seqNo, at, isOffline } = moment;
	const { eventType, triggerReason, context, info } = what;
	return {
		action: 'TransactionEvent',
		payload: {
			eventType,
			triggerReason,
			timestamp: new Date(at).toISOString(),
			seqNo,
			offline: isOffline,
			transactionInfo: { transactionId: transaction.text, ...info },
			...(eventType === 'Started' && { idToken: { idToken: transaction.idTag, type: 'Central' } }),
			evse,
			meterValue: [meterValue(moment, context)],
		},
	};
}

function meterValue({ at, registerWh, powerW, socPercent }: Moment, context: string): JsonObject {
	return {
		timestamp: new Date(at).toISOString(),
		sampledValue: [
			{ value: registerWh, context, unitOfMeasure: { unit: 'Wh' } },
			{ value: powerW / 1000, context, measurand: 'Power.Active.Import', unitOfMeasure: { unit: 'W', multiplier: 3 } },
			{ value: socPercent, context, measurand: 'SoC', location: 'EV', unitOfMeasure: { unit: 'Percent' } },
		],
	};
}
