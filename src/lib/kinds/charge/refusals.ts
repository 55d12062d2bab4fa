import type { RefusalRow } from '#lib/kernel/result.ts';

const invalid = { http: 400, rpc: 'BAD_REQUEST', recoverable: true } as const;
const conflict = { http: 409, rpc: 'CONFLICT', recoverable: true } as const;

/** Why charging is refused. The spec answers 400 where it names the case. Spec: seeds/001 «Error Cases», «Error Handling». */
export const chargeRefusals = {
	CHARGE_ALREADY_ACTIVE: {
		...invalid,
		recoveryAction: 'SHOW_ACTIVE_SESSION',
		message: 'User already has an active charging session',
	},
	CHARGE_NOT_FOUND: { ...invalid, recoveryAction: 'RELOAD_SESSIONS', message: 'Active charging session not found' },
	CHARGE_ENDED: { ...invalid, recoveryAction: 'RELOAD_SESSIONS', message: 'This charging session has ended already' },
	TARIFF_MISSING: {
		...invalid,
		recoveryAction: 'CHOOSE_STATION',
		message: 'No price is known for {station}; charging there cannot begin',
	},
	CONNECTOR_UNKNOWN: {
		...invalid,
		recoveryAction: 'CHOOSE_CONNECTOR',
		message: '{station} has no connector {connector}; choose one that it has',
	},
	CONNECTOR_BUSY: {
		...conflict,
		recoveryAction: 'CHOOSE_CONNECTOR',
		message: 'Somebody else charges at this connector; choose another one',
	},
	CONNECTOR_OUT_OF_ORDER: {
		...conflict,
		recoveryAction: 'CHOOSE_CONNECTOR',
		message: 'This connector is out of order; choose another one',
	},
	CHARGER_OFFLINE: {
		...conflict,
		recoveryAction: 'TRY_AGAIN',
		message: 'This charger cannot be reached; use a card at the charger, or choose another connector',
	},
	CHARGE_UNDERWAY: {
		...conflict,
		recoveryAction: 'END_SESSION',
		message: 'Energy has flowed already; end the session instead',
	},
} as const satisfies Record<string, RefusalRow>;
