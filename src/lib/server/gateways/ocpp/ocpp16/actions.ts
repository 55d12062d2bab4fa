import * as v from 'valibot';
import { acknowledge, action, type Action } from '../dialect.ts';
import { heartbeatSeconds } from '../limits.ts';
import { readMeter } from '../meter_values.ts';
import { instantOf, stampOf } from '../told_values.ts';
import * as messages from './messages.ts';
import { readMeterValues } from './read_samples.ts';

/** How what a charger of OCPP 1.6 calls is told to the desk and answered. Spec: OCPP 1.6 §4, security whitepaper edition 3. */
export const actions: Readonly<Record<string, Action>> = {
	BootNotification: action(messages.bootNotification, async (told, { id, desk, clock }) => {
		await desk.booted(id, {
			vendor: told.chargePointVendor,
			model: told.chargePointModel,
			serialNumber: told.chargePointSerialNumber ?? told.chargeBoxSerialNumber,
			firmware: told.firmwareVersion,
		});
		return { status: 'Accepted', currentTime: new Date(clock()).toISOString(), interval: heartbeatSeconds };
	}),

	Heartbeat: action(v.object({}), async (_told, { id, desk, clock }) => {
		await desk.seen(id);
		return { currentTime: new Date(clock()).toISOString() };
	}),

	Authorize: action(messages.authorize, async (told, { id, desk }) => ({
		idTagInfo: { status: await desk.tagStatus(id, told.idTag) },
	})),

	StartTransaction: action(messages.startTransaction, async (told, { id, desk, clock }) => {
		const { transactionId, tag } = await desk.transactionBegan(id, {
			text: null,
			evseId: told.connectorId,
			idTag: told.idTag,
			registerWh: told.meterStart,
			at: instantOf(told.timestamp, clock()),
			stamp: stampOf(told.timestamp),
			remoteStartId: null,
			readings: [],
		});
		return { transactionId, idTagInfo: { status: tag } };
	}),

	MeterValues: action(messages.meterValues, async (told, { id, desk, clock }) => {
		const { readings } = readMeter(readMeterValues(told.meterValue, clock()));
		if (readings.length === 0) {
			await desk.seen(id);
			return {};
		}
		const { transactionId: number } = told;
		await desk.readingsTaken(id, {
			// Chargers say 0 or -1 where there is no transaction: we give no such number.
			transaction: number !== null && number > 0 ? { id: number } : null,
			evseId: told.connectorId,
			readings,
		});
		return {};
	}),

	StopTransaction: action(messages.stopTransaction, async (told, { id, desk, clock }) => {
		const now = clock();
		await desk.transactionEnded(id, {
			transaction: { id: told.transactionId },
			evseId: null,
			idTag: told.idTag,
			registerWh: told.meterStop,
			at: instantOf(told.timestamp, now),
			stamp: stampOf(told.timestamp),
			reason: told.reason,
			readings: readMeter(readMeterValues(told.transactionData, now)).readings,
		});
		return {};
	}),

	StatusNotification: action(messages.statusNotification, async (told, { id, desk, clock }) => {
		await desk.statusTold(id, {
			evseId: told.connectorId,
			status: told.status,
			errorCode: told.errorCode === 'NoError' ? null : told.errorCode,
			at: instantOf(told.timestamp, clock()),
		});
		return {};
	}),

	DataTransfer: acknowledge({ status: 'UnknownVendorId' }),
	DiagnosticsStatusNotification: acknowledge(),
	FirmwareStatusNotification: acknowledge(),
	LogStatusNotification: acknowledge(),
	SecurityEventNotification: acknowledge(),
	SignCertificate: acknowledge({ status: 'Rejected' }),
	SignedFirmwareStatusNotification: acknowledge(),
};
