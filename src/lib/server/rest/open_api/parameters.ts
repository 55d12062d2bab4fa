import { listedStatuses } from '../sessions/queries.ts';
import { schemaRef } from '../json_schema.ts';
import { chargeParameters } from './charge_parameters.ts';
import type { Parameter } from './parameter.ts';

const optional = { required: false } as const;

/** The parameters of the REST surface by name. */
export const parameters = {
	id: {
		name: 'id',
		in: 'path',
		required: true,
		description: '`session_id` of the session',
		schema: schemaRef('Id'),
	},
	device_id: {
		...optional,
		name: 'device_id',
		in: 'query',
		description: 'Only sessions that were begun on this device',
		schema: { type: 'string', minLength: 1, maxLength: 128 },
	},
	status: {
		...optional,
		name: 'status',
		in: 'query',
		description: 'Only sessions that stand so; archived ones are in no other list',
		schema: { type: 'string', enum: listedStatuses },
	},
	limit: {
		...optional,
		name: 'limit',
		in: 'query',
		description: 'Most entries of a page: 1 to 100 sessions (50 unless given), 1 to 500 events (200 unless given)',
		schema: { type: 'integer', minimum: 1, maximum: 500 },
	},
	cursor: {
		...optional,
		name: 'cursor',
		in: 'query',
		description: '`next_cursor` of the page before',
		schema: { type: 'string', maxLength: 400 },
	},
	...chargeParameters,
	'If-Match': {
		...optional,
		name: 'If-Match',
		in: 'header',
		description: 'The `ETag` of the version the client saw; a stale one is refused with 409',
		schema: { type: 'string', examples: ['"3"'] },
	},
	'Idempotency-Key': {
		...optional,
		name: 'Idempotency-Key',
		in: 'header',
		description: 'Names the request: repeated, it has one effect and equal answers',
		schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
	},
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof parameters;
