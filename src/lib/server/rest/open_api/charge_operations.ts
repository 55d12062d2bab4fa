import type { RestOperation } from './operation.ts';

const bodyRefusals = [
	'REQUEST_NOT_JSON',
	'REQUEST_TOO_DEEP',
	'REQUEST_KEY_FORBIDDEN',
	'INPUT_INVALID',
	'REQUEST_TOO_LARGE',
	'CONTENT_TYPE_UNSUPPORTED',
	'NOT_PERMITTED',
	'IDEMPOTENCY_KEY_REUSED',
	'BUSY',
] as const;

const json = ['application/json'];
const writes = { scopes: ['charging:write'], parameters: ['Idempotency-Key'], answer: 'ChargingAnswer' } as const;
const reads = { method: 'GET', scopes: ['charging:read'], parameters: [], refusals: ['NOT_PERMITTED'] } as const;
const activeCharge = { ...reads, title: 'Get the open session', answer: 'ActiveCharging' } as const;

/** The operations of charging by their ids. Spec: seeds/001. */
export const chargeOperations = {
	startCharging: {
		...writes,
		method: 'POST',
		path: '/api/charging/sessions/start',
		title: 'Start to charge',
		summary: 'Begins the rider’s session at a connector, at the price of this moment.',
		request: { schema: 'StartCharging', mediaTypes: json },
		refusals: [
			...bodyRefusals,
			...['CHARGE_ALREADY_ACTIVE', 'TARIFF_MISSING', 'CONNECTOR_UNKNOWN'],
			...['CONNECTOR_BUSY', 'CONNECTOR_OUT_OF_ORDER', 'CHARGER_OFFLINE'],
		],
	},
	updateCharging: {
		...writes,
		method: 'PUT',
		path: '/api/charging/sessions/active/update',
		title: 'Tell what the vehicle knows',
		summary: 'Takes the level, and the energy delivered so far where the vehicle knows it, into the open session.',
		request: { schema: 'UpdateCharging', mediaTypes: json },
		refusals: [...bodyRefusals, 'CHARGE_NOT_FOUND', 'STEP_NOT_OPEN'],
	},
	endCharging: {
		...writes,
		method: 'POST',
		path: '/api/charging/sessions/end',
		title: 'End a session',
		summary: 'Ends it with its final figures, or asks its charger to, and waits up to 10 seconds for it.',
		request: { schema: 'EndCharging', mediaTypes: json },
		refusals: [...bodyRefusals, 'CHARGE_NOT_FOUND', 'CHARGE_ENDED', 'STEP_NOT_OPEN'],
	},
	cancelCharging: {
		...writes,
		method: 'POST',
		path: '/api/charging/sessions/cancel',
		title: 'Cancel a session',
		summary: 'Gives it up. After energy has flowed it waits for a manager; one that a charger meters is ended instead.',
		request: { schema: 'CancelCharging', mediaTypes: json },
		refusals: [...bodyRefusals, 'CHARGE_NOT_FOUND', 'CHARGE_ENDED', 'CHARGE_UNDERWAY', 'STEP_NOT_OPEN'],
	},
	listCharging: {
		...reads,
		path: '/api/charging/sessions',
		title: 'List charging sessions',
		summary: 'The rider’s own, the newest first, cancelled ones and those under review among them.',
		parameters: [
			...['filter', 'from', 'to', 'chargingStatus', 'station', 'sort', 'order'],
			...['chargingLimit', 'offset', 'chargingCursor'],
		] as const,
		answer: 'ChargingHistory',
		refusals: ['INPUT_INVALID', 'NOT_PERMITTED'],
	},
	getActiveCharging: { ...activeCharge, path: '/api/charging/active', summary: 'Null where the rider has none.' },
	getActiveChargingSession: {
		...activeCharge,
		path: '/api/charging/sessions/active',
		summary: 'The same as `/api/charging/active`.',
	},
	getChargingStatistics: {
		...reads,
		path: '/api/charging/stats',
		title: 'Get statistics',
		summary:
			'What the rider has charged so far, by month and currency. It costs the same after any number of sessions.',
		answer: 'ChargingStatistics',
	},
	getChargingDashboard: {
		...reads,
		path: '/api/charging/dashboard',
		title: 'Get all at once',
		summary: 'The ten latest sessions, the statistics and the open session.',
		answer: 'ChargingDashboard',
	},
} as const satisfies Record<string, RestOperation>;
