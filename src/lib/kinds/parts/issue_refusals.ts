import type { RefusalRow } from '#lib/kernel/result.ts';

const unprocessable = { http: 422, rpc: 'UNPROCESSABLE_CONTENT', recoverable: true } as const;

/** Why a battery cannot be bound to go out; codes of seeds/000 §6 and seeds/002 where they have one. */
export const issueRefusals = {
	NO_OPEN_SHIFT: {
		...unprocessable,
		recoveryAction: 'START_SHIFT',
		message: 'You have no open shift; choose your station first',
	},
	BATTERY_UNKNOWN: {
		...unprocessable,
		recoveryAction: 'SCAN_OTHER_BATTERY',
		message: 'Battery {battery} is not one of ours; check its label or take another one',
	},
	BATTERY_ALREADY_ISSUED: {
		...unprocessable,
		recoveryAction: 'SCAN_OTHER_BATTERY',
		message: 'Battery {battery} has already been issued; take another one',
	},
	BATTERY_OF_OTHER_STATION: {
		...unprocessable,
		recoveryAction: 'SCAN_OTHER_BATTERY',
		message: 'Battery {battery} belongs to {station}; take one of this station',
	},
	READING_IMPLAUSIBLE: {
		...unprocessable,
		recoveryAction: 'RESCAN_BATTERY',
		message: '{energy} Wh cannot be right for a battery of {rated} Wh; read it again or take another one',
	},
} as const satisfies Record<string, RefusalRow>;
