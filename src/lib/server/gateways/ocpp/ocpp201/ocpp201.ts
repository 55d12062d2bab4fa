import type { Dialect } from '../dialect.ts';
import { actions } from './actions.ts';

/** OCPP 2.0.1. */
export const ocpp201: Dialect = {
	actions,
	/** Plug and charge of ISO 15118. */
	unsupported: ['Get15118EVCertificate', 'GetCertificateStatus', 'NotifyEVChargingNeeds', 'NotifyEVChargingSchedule'],
	callOf(command) {
		if (command.action === 'start') {
			const { evseId, idTag, remoteStartId } = command;
			const idToken = { idToken: idTag, type: 'Central' };
			return { action: 'RequestStartTransaction', payload: { evseId, idToken, remoteStartId } };
		}
		if (!('text' in command.transaction)) return null;
		return { action: 'RequestStopTransaction', payload: { transactionId: command.transaction.text } };
	},
};
