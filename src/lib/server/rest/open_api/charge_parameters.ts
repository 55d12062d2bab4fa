import { chargeSorts } from '../../reports/charge_history.ts';
import { chargePeriods } from '../../reports/charge_spans.ts';
import { chargeStatuses, offsetLimit } from '../charging/list_query.ts';
import type { Parameter } from './parameter.ts';

const query = { in: 'query', required: false } as const;

/** The parameters of the history of charging, by the names of their components. */
export const chargeParameters = {
	filter: {
		...query,
		name: 'filter',
		description: 'Which part of the history: the last 30 days, the present month of the rider, or all (unless given)',
		schema: { type: 'string', enum: chargePeriods },
	},
	from: {
		...query,
		name: 'from',
		description: 'Only sessions that began on this day or later, by the rider’s calendar',
		schema: { type: 'string', format: 'date' },
	},
	to: {
		...query,
		name: 'to',
		description: 'Only sessions that began on this day or earlier, by the rider’s calendar',
		schema: { type: 'string', format: 'date' },
	},
	chargingStatus: {
		...query,
		name: 'status',
		description: 'Only sessions that stand so',
		schema: { type: 'string', enum: chargeStatuses },
	},
	station: {
		...query,
		name: 'station',
		description: 'Only sessions at the station of this id',
		schema: { type: 'string', minLength: 1, maxLength: 128 },
	},
	sort: {
		...query,
		name: 'sort',
		description:
			'What the list is in the order of: `start` unless given, or the energy or cost that was sold; of equals, their ids',
		schema: { type: 'string', enum: chargeSorts },
	},
	order: {
		...query,
		name: 'order',
		description: 'The newest, or the most, first (`desc`) unless given',
		schema: { type: 'string', enum: ['asc', 'desc'] },
	},
	chargingLimit: {
		...query,
		name: 'limit',
		description: 'Most sessions of a page, 50 unless given',
		schema: { type: 'integer', minimum: 1, maximum: 100 },
	},
	offset: {
		...query,
		name: 'offset',
		description: 'How many sessions to pass over; a cursor goes on from any',
		schema: { type: 'integer', minimum: 0, maximum: offsetLimit },
	},
	chargingCursor: {
		...query,
		name: 'cursor',
		description: '`pagination.nextCursor` of the page before, of the same `sort`: one of another is refused',
		schema: { type: 'string', maxLength: 400 },
	},
} as const satisfies Record<string, Parameter>;
