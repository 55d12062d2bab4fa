import type { Dialect } from '../dialect.ts';
import { actions } from './actions.ts';

/** OCPP 1.6J. */
export const ocpp16: Dialect = {
	actions,
	unsupported: [],
	callOf(command) {
		if (command.action === 'start') {
			const { evseId, idTag } = command;
			return { action: 'RemoteStartTransaction', payload: { connectorId: evseId, idTag } };
		}
		if (!('id' in command.transaction)) return null;
		return { action: 'RemoteStopTransaction', payload: { transactionId: command.transaction.id } };
	},
};
