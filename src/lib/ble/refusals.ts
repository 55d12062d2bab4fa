import type { RefusalRow } from '#lib/kernel/result.ts';

const row = { http: 422, rpc: 'UNPROCESSABLE_CONTENT', recoverable: true } as const;

/** Everything that can go wrong between a browser and a battery, each with the attendant's way on. */
export const bleRefusals = {
	BLE_UNSUPPORTED: {
		...row,
		recoveryAction: 'TYPE_READING',
		message: 'This browser has no Bluetooth. Use Chrome or Edge, or type what the battery’s display shows',
	},
	BLE_BLOCKED: {
		...row,
		recoveryAction: 'ALLOW_BLUETOOTH',
		message: 'This page may not use Bluetooth. Allow it in the site settings, or type what the battery’s display shows',
	},
	BLE_OFF: {
		...row,
		recoveryAction: 'TURN_ON_BLUETOOTH',
		message: 'Bluetooth is off. Turn it on and try again, or type what the battery’s display shows',
	},
	BLE_NO_DEVICE_CHOSEN: {
		...row,
		recoveryAction: 'RESCAN_BATTERY',
		message:
			'No battery was chosen. If none is listed, check that Bluetooth is on, wake the battery and hold the phone near it',
	},
	BLE_OTHER_BATTERY_CHOSEN: {
		...row,
		recoveryAction: 'RESCAN_BATTERY',
		message: 'That is battery {chosen}, expected is {expected}. Choose again',
	},
	BLE_CONNECTION_FAILED: {
		...row,
		recoveryAction: 'RESCAN_BATTERY',
		message:
			'Battery {battery} does not connect. Hold the phone near it, check that no other phone is connected to it, and try again',
	},
	BLE_DISCONNECTED: {
		...row,
		recoveryAction: 'RESCAN_BATTERY',
		message:
			'The connection to battery {battery} was lost again and again. Stay near it and try again, or type what its display shows',
	},
	BLE_READ_TIMEOUT: {
		...row,
		recoveryAction: 'RESCAN_BATTERY',
		message: 'Battery {battery} does not answer. Wake it and try again, or type what its display shows',
	},
	BLE_READ_FAILED: {
		...row,
		recoveryAction: 'RESCAN_BATTERY',
		message: 'Battery {battery} answers with an error. Try again, or type what its display shows',
	},
	BLE_NOT_A_BATTERY: {
		...row,
		recoveryAction: 'RESCAN_BATTERY',
		message: '{battery} does not answer as a battery does. Choose another, or type what the battery’s display shows',
	},
	BLE_NO_BATTERY_ID: {
		...row,
		recoveryAction: 'TYPE_READING',
		message: 'Battery {battery} does not tell a valid id. Type the id on its label and what its display shows',
	},
	BLE_CANCELLED: {
		...row,
		recoveryAction: 'RESCAN_BATTERY',
		message: 'Reading was stopped. Read the battery again, or type what its display shows',
	},
} as const satisfies Record<string, RefusalRow>;

export type BleRefusalCode = keyof typeof bleRefusals;
