import type * as v from 'valibot';
import {
	activeAnswer,
	chargeAnswer,
	chargeListAnswer,
	chargeMonth,
	chargeStatistics,
	chargeTotal,
	chargingSession,
	dashboardAnswer,
	pagination,
	statisticsAnswer,
} from '../charging/answers.ts';
import { cancelBody, endBody, startBody, updateBody } from '../charging/bodies.ts';
import type { JsonSchema } from '../json_schema.ts';

/** What clients that charge send and are answered, by the names of their schemas. */
export const chargeExchanged = {
	StartCharging: startBody,
	UpdateCharging: updateBody,
	EndCharging: endBody,
	CancelCharging: cancelBody,
	ChargingSession: chargingSession,
	ChargingAnswer: chargeAnswer,
	ActiveCharging: activeAnswer,
	ChargingHistory: chargeListAnswer,
	Pagination: pagination,
	ChargingStatistics: statisticsAnswer,
	ChargeStatistics: chargeStatistics,
	ChargeMonth: chargeMonth,
	ChargeTotal: chargeTotal,
	ChargingDashboard: dashboardAnswer,
} as const satisfies Record<string, v.GenericSchema>;

/** What the schemas of charging are for. */
export const chargeSchemaNotes = {
	ChargingSession: 'A charging session, with what became of it after its end',
	Pagination: 'Where a page of the history is',
	ChargeStatistics: 'What was charged in completed sessions that count',
	ChargeMonth: 'What was charged in one month and currency',
	ChargeTotal: 'What was charged in one currency',
};

const marks: Readonly<Record<string, JsonSchema>> = {
	underReview: { type: 'boolean', description: 'It waits for a manager, and counts nowhere until then' },
	corrected: { type: 'boolean', description: 'A manager has decided on other figures: those that are printed' },
	stale: { type: 'boolean', description: 'It runs, and nothing was heard of it for 15 minutes' },
};

/** The document of a charging session with what became of it after its end. */
export function withChargeMarks(document: JsonSchema): JsonSchema {
	return {
		...document,
		properties: { ...document.properties, ...marks },
		required: [...(document.required ?? []), ...Object.keys(marks)],
	};
}
