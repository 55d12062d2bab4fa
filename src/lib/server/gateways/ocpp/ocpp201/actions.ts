import * as v from 'valibot';
import { acknowledge, action, type Action } from '../dialect.ts';
import { heartbeatSeconds } from '../limits.ts';
import { readMeter } from '../meter_values.ts';
import { instantOf } from '../told_values.ts';
import * as messages from './messages.ts';
import { readMeterValues } from './read_samples.ts';
import { tellTransactionEvent } from './transaction_event.ts';

/** How what a charging station of OCPP 2.0.1 calls is told to the desk and answered. Spec: OCPP 2.0.1 part 2 §1. */
export const actions: Readonly<Record<string, Action>> = {
	BootNotification: action(messages.bootNotification, async ({ chargingStation }, { id, desk, clock }) => {
		await desk.booted(id, {
			vendor: chargingStation.vendorName,
			model: chargingStation.model,
			serialNumber: chargingStation.serialNumber,
			firmware: chargingStation.firmwareVersion,
		});
		return { status: 'Accepted', currentTime: new Date(clock()).toISOString(), interval: heartbeatSeconds };
	}),

	Heartbeat: action(v.object({}), async (_told, { id, desk, clock }) => {
		await desk.seen(id);
		return { currentTime: new Date(clock()).toISOString() };
	}),

	Authorize: action(messages.authorize, async ({ idToken }, { id, desk }) => ({
		idTokenInfo: { status: await desk.tagStatus(id, idToken.idToken) },
	})),

	TransactionEvent: action(messages.transactionEvent, tellTransactionEvent),

	MeterValues: action(messages.meterValues, async (told, { id, desk, clock }) => {
		const { readings } = readMeter(readMeterValues(told.meterValue, clock()));
		if (readings.length === 0) await desk.seen(id);
		else await desk.readingsTaken(id, { transaction: null, evseId: told.evseId, readings });
		return {};
	}),

	StatusNotification: action(messages.statusNotification, async (told, { id, desk, clock }) => {
		await desk.statusTold(id, {
			evseId: told.evseId,
			status: told.connectorStatus,
			errorCode: null,
			at: instantOf(told.timestamp, clock()),
		});
		return {};
	}),

	DataTransfer: acknowledge({ status: 'UnknownVendorId' }),
	ClearedChargingLimit: acknowledge(),
	FirmwareStatusNotification: acknowledge(),
	LogStatusNotification: acknowledge(),
	NotifyChargingLimit: acknowledge(),
	NotifyCustomerInformation: acknowledge(),
	NotifyDisplayMessages: acknowledge(),
	NotifyEvent: acknowledge(),
	NotifyMonitoringReport: acknowledge(),
	NotifyReport: acknowledge(),
	PublishFirmwareStatusNotification: acknowledge(),
	ReportChargingProfiles: acknowledge(),
	ReservationStatusUpdate: acknowledge(),
	SecurityEventNotification: acknowledge(),
	SignCertificate: acknowledge({ status: 'Rejected' }),
};
