import { isJsonObject, type JsonObject } from '#lib/kernel/json.ts';
import type { ChargerWords, Moment } from './charger_words.ts';

/** The charger has one connector. */
const connectorId = 1;

/** What chargers send for a transaction whose start was never answered. */
const unknownNumber = -1;

/** OCPP 1.6. */
export const words16: ChargerWords = {
	boot: (about) => ({
		action: 'BootNotification',
		payload: {
			chargePointVendor: about.vendor,
			chargePointModel: about.model,
			chargePointSerialNumber: about.serialNumber,
			firmwareVersion: about.firmware,
		},
	}),
	authorize: (idTag) => ({ action: 'Authorize', payload: { idTag } }),
	status: (status, at) => ({
		action: 'StatusNotification',
		payload: {
			connectorId,
			errorCode: 'NoError',
			status: status === 'free' ? 'Available' : 'Charging',
			timestamp: new Date(at).toISOString(),
		},
	}),
	began: ({ transaction, at, registerWh }) => ({
		action: 'StartTransaction',
		payload: {
			connectorId,
			idTag: transaction.idTag,
			meterStart: registerWh,
			timestamp: new Date(at).toISOString(),
		},
	}),
	sample: (moment) => ({
		action: 'MeterValues',
		payload: {
			connectorId,
			transactionId: moment.transaction.number ?? unknownNumber,
			meterValue: [meterValue(moment)],
		},
	}),
	ended: ({ transaction, at, registerWh }, reason) => ({
		action: 'StopTransaction',
		payload: {
			transactionId: transaction.number ?? unknownNumber,
			idTag: transaction.idTag,
			meterStop: registerWh,
			timestamp: new Date(at).toISOString(),
			reason,
		},
	}),
	tagStatusOf({ idTagInfo }) {
		const status = isJsonObject(idTagInfo) ? idTagInfo['status'] : undefined;
		return typeof status === 'string' ? status : null;
	},
	numberOf: ({ transactionId }) => (typeof transactionId === 'number' ? transactionId : null),
	commandOf(action, payload) {
		if (action === 'RemoteStartTransaction') {
			return { action: 'start', idTag: String(payload['idTag']), remoteStartId: null };
		}
		if (action === 'RemoteStopTransaction') return { action: 'stop', transaction: String(payload['transactionId']) };
		return null;
	},
	means: ({ number }, name) => String(number) === name,
};

function meterValue({ at, registerWh, powerW, socPercent }: Moment): JsonObject {
	return {
		timestamp: new Date(at).toISOString(),
		sampledValue: [
			{ value: String(registerWh), measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
			{ value: (powerW / 1000).toFixed(3), measurand: 'Power.Active.Import', unit: 'kW' },
			{ value: String(socPercent), measurand: 'SoC', unit: 'Percent', location: 'EV' },
		],
	};
}
