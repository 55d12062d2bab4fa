import type { RefusalRow } from '#lib/kernel/result.ts';

const missing = { http: 404, rpc: 'NOT_FOUND', recoverable: false, recoveryAction: null } as const;
const conflict = { http: 409, rpc: 'CONFLICT', recoverable: false, recoveryAction: null } as const;
const wrong = {
	http: 422,
	rpc: 'UNPROCESSABLE_CONTENT',
	recoverable: true,
	recoveryAction: 'CORRECT_INPUT',
} as const;

/** Why a charging session cannot be ended by a manager, decided, corrected, disputed or rated, or a charger or connector not be set up. */
export const chargeDeskRefusals = {
	HOLD_NOT_FOUND: { ...missing, message: 'No such session waits for a decision' },
	HOLD_DECIDED: { ...conflict, message: 'Somebody was faster: this session is {decision}' },
	CHARGE_ENERGY_INVALID: { ...wrong, message: 'Enter the energy in kWh, from 0 to {limit}' },
	CHARGE_ENERGY_UNCHANGED: { ...wrong, message: 'This is what the session was billed with already' },
	CHARGE_HELD: { ...conflict, message: 'This session is held; decide that first' },
	CHARGE_CORRECTED: { ...conflict, message: 'Somebody was faster: this session was corrected meanwhile' },
	CHARGE_NOT_SOLD: { ...conflict, message: 'No energy was sold in this session' },
	CHARGE_NOT_ENDED: { ...conflict, message: 'This is possible once the session has ended' },
	CHARGE_STOP_FIRST: {
		...conflict,
		message: 'The charger is connected; ask it to stop, and give it some seconds',
	},
	DISPUTE_NOT_FOUND: { ...missing, message: 'There is no such dispute' },
	DISPUTE_OPEN: { ...conflict, message: 'You have told us of this session already; the answer comes here' },
	DISPUTE_ANSWERED: { ...conflict, message: 'Somebody was faster: this dispute is answered' },
	RATING_FINAL: { ...conflict, message: 'A rating can be changed for a day; this one stays' },
	TRANSACTION_NOT_FOUND: { ...missing, message: 'There is no such transaction' },
	TRANSACTION_HANDLED: { ...conflict, message: 'Somebody has seen to this transaction already' },
	CHARGER_NOT_FOUND: { ...missing, message: 'There is no such charger' },
	CHARGER_ID_TAKEN: { ...wrong, message: 'There is a charger {charger} already' },
	CHARGER_STATION_UNKNOWN: { ...wrong, message: 'Choose one of your stations' },
	CONNECTOR_NOT_FOUND: { ...missing, message: 'There is no such connector' },
	CONNECTOR_ID_TAKEN: { ...wrong, message: 'This station has a connector {connector} already' },
	CONNECTOR_CODE_TAKEN: { ...wrong, message: 'Another connector has the code {code} already' },
	CONNECTOR_EVSE_TAKEN: { ...wrong, message: '{charger} has a connector with the number {number} already' },
	CONNECTOR_CHARGER_UNKNOWN: { ...wrong, message: 'Choose a charger of this station' },
	CONNECTOR_CHARGING: { ...conflict, message: 'Somebody charges here; change it once the session has ended' },
	CONNECTOR_CHANGED: {
		...conflict,
		message: 'Somebody was faster: this station was changed meanwhile; load the page again',
	},
} as const satisfies Record<string, RefusalRow>;
