import type { chargeOperations } from './charge_operations.ts';

type Examples = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The session of seeds/001 as it just began, as its document has it. */
export const chargeExample = {
	id: 'chg-xyz789-uvw012',
	userId: 'user-123',
	stationId: 'evliter-lagos-victoria-island',
	stationName: 'EvLiter Charging Hub - Victoria Island',
	connectorId: 'connector-1',
	startTime: '2024-01-15T10:30:00.000Z',
	endTime: null,
	duration: 0,
	energyDelivered: 0,
	totalCost: 0,
	averagePower: 0,
	batteryLevel: 45,
	batteryLevelStart: 45,
	status: 'active',
	stationRating: null,
	currency: 'NGN',
	pricePerKWh: 165,
	phase: 'charging',
	power: null,
	energySource: 'none',
	lastUpdate: '2024-01-15T10:30:00.000Z',
	endReason: null,
	cancelReason: null,
	flags: [],
};

const begun = { ...chargeExample, underReview: false, corrected: false, stale: false };
const updated = {
	...begun,
	...{ duration: 15, energyDelivered: 4.2, totalCost: 693, averagePower: 16.8, batteryLevel: 52, power: 16.8 },
	...{ energySource: 'phone', lastUpdate: '2024-01-15T10:45:00.000Z' },
};
const completed = {
	...begun,
	...{ endTime: '2024-01-15T11:45:00.000Z', duration: 75, energyDelivered: 21, totalCost: 3465, averagePower: 16.8 },
	...{ batteryLevel: 80, status: 'completed', stationRating: 5, phase: 'completed', energySource: 'estimate' },
	endReason: 'rider',
};
const cancelled = {
	...begun,
	...{ endTime: '2024-01-15T10:31:00.000Z', duration: 1, status: 'cancelled', phase: 'cancelled', endReason: 'rider' },
	cancelReason: 'Started by mistake',
};

const total = { sessions: 25, energyUsed: 450.5, totalSpent: 74_332.5, currency: 'NGN' };
const stats = {
	totalSessions: 25,
	totalEnergyUsed: 450.5,
	totalSpent: 74_332.5,
	currency: 'NGN',
	averageSessionDuration: 45,
	favoriteStation: 'evliter-lagos-victoria-island',
	monthlyUsage: [{ month: '2024-01', sessions: 5, energyUsed: 85.2, totalSpent: 14_058, currency: 'NGN' }],
	totalsByCurrency: [total],
};

const sessionId = chargeExample.id;

/** The bodies of example requests. */
export const chargeRequests = {
	startCharging: {
		START: { stationId: chargeExample.stationId, connectorId: chargeExample.connectorId, batteryLevelStart: 45 },
	},
	updateCharging: { UPDATE: { batteryLevel: 52, energyDelivered: 4.2 } },
	endCharging: { END: { sessionId, batteryLevelEnd: 80, stationRating: 5 } },
	cancelCharging: { CANCEL: { sessionId, reason: 'Started by mistake' } },
} satisfies Partial<Record<keyof typeof chargeOperations, Examples>>;

const success = true;

/** The bodies of the answers to those requests. */
export const chargeAnswers = {
	startCharging: { STARTED: { success, data: begun } },
	updateCharging: { UPDATED: { success, data: updated } },
	endCharging: { ENDED: { success, data: completed } },
	cancelCharging: { CANCELLED: { success, data: cancelled } },
	listCharging: {
		HISTORY: {
			success,
			sessions: [completed],
			pagination: { limit: 50, offset: 0, nextCursor: null, hasMore: false },
		},
	},
	getActiveCharging: { ACTIVE: { success, session: updated }, NONE: { success, session: null } },
	getActiveChargingSession: { ACTIVE: { success, session: updated }, NONE: { success, session: null } },
	getChargingStatistics: { STATISTICS: { success, stats } },
	getChargingDashboard: { DASHBOARD: { success, sessions: [completed], stats, activeSession: updated } },
} satisfies Record<keyof typeof chargeOperations, Examples>;
