import { describeDocuments } from '../../engine/document_schemas.ts';
import { fieldRows, limitsOf, typeOf, type FieldRow } from '../field_rows.ts';
import type { JsonSchema } from '../json_schema.ts';
import { rowOf } from '../sessions/refused_request.ts';
import { exampleAnswers, exampleRefusal, exampleRequests } from './examples.ts';
import type { RestOperation } from './operation.ts';
import { commonRefusals, restOperations, type RestOperationId } from './operations.ts';
import { restOverview, type OverviewSection } from './overview.ts';
import { parameters } from './parameters.ts';
import { describeSchemas, documentName } from './schemas.ts';

/** A refusal as the page lists it. */
interface RefusalRow {
	readonly code: string;
	readonly status: number;
	readonly message: string;
}

/** An operation as the page explains it. */
export interface RestOperationGuide extends Pick<RestOperation, 'method' | 'path' | 'title' | 'summary' | 'scopes'> {
	readonly id: RestOperationId;
	readonly parameters: readonly FieldRow[];
	/** Fields of the body; empty where there is none. */
	readonly request: readonly FieldRow[];
	readonly answer: readonly FieldRow[];
	readonly refusals: readonly RefusalRow[];
	readonly exampleRequest: string | null;
	readonly exampleAnswer: string;
	/** Command line that sends the example. */
	readonly command: string;
}

/** A schema that several others refer to. */
interface SharedType {
	readonly name: string;
	readonly description: string;
	readonly value: string;
	readonly fields: readonly FieldRow[];
}

/** All that the page on the REST surface says. */
export interface RestGuide {
	readonly overview: readonly OverviewSection[];
	readonly operations: readonly RestOperationGuide[];
	readonly refusals: readonly RefusalRow[];
	readonly types: readonly SharedType[];
}

/** The REST surface for people, from the same tables and schemas as the OpenAPI document. */
export function restGuide(origin: string): RestGuide {
	const schemas = describeSchemas();
	const documents = describeDocuments().map(({ sessionType }) => documentName(sessionType));
	const shown = [
		'SessionDocument',
		...documents,
		'ListedSession',
		'AuditEvent',
		...chargeTypes,
		'Refused',
		...sharedTypes,
	];
	return {
		overview: restOverview(),
		operations: (Object.keys(restOperations) as RestOperationId[]).map((id) => operationGuide(id, schemas, origin)),
		refusals: commonRefusals.map(refusalRow),
		types: shown.map((name) => sharedType(name, schemas[name] ?? {})),
	};
}

/** What charging answers. */
const chargeTypes = ['ChargingSession', 'ChargeStatistics', 'ChargeTotal', 'ChargeMonth', 'Pagination'];

/** What the documents share. */
const sharedTypes = [
	...['DeviceInfo', 'FlowState', 'FlowError', 'Metadata', 'DetectedDevices', 'DetectedDevice'],
	...['Id', 'Instant', 'ForeignId', 'OpenObject'],
];

function operationGuide(
	id: RestOperationId,
	schemas: Readonly<Record<string, JsonSchema>>,
	origin: string,
): RestOperationGuide {
	const operation: RestOperation = restOperations[id];
	const { method, path, title, summary, scopes, request, answer, refusals } = operation;
	const [body] = Object.values(exampleRequests[id] ?? {});
	const [answered] = Object.values(exampleAnswers[id]);
	return {
		...{ id, method, path, title, summary, scopes },
		parameters: operation.parameters.map(parameterRow),
		request: request ? fieldRows(schemas[request.schema] ?? {}) : [],
		answer: fieldRows(schemas[answer] ?? {}),
		refusals: refusals.map(refusalRow),
		exampleRequest: body === undefined ? null : JSON.stringify(body, null, 2),
		exampleAnswer: JSON.stringify(answered, null, 2),
		command: shellCommand(operation, origin, body),
	};
}

function parameterRow(name: keyof typeof parameters): FieldRow {
	const { name: path, required, description, in: place } = parameters[name];
	const schema: JsonSchema = parameters[name].schema;
	const note = `${description} (${place === 'path' ? 'in the address' : place})`;
	return { path, required, note, limits: limitsOf(schema), ...typeOf(schema) };
}

function refusalRow(code: string): RefusalRow {
	return { code, status: rowOf(code).http, message: exampleRefusal(code).error.message };
}

function shellCommand({ method, path }: RestOperation, origin: string, body: unknown): string {
	const address = `${origin}${path.replace('{id}', '$SESSION_ID')}`;
	const sent = body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(body)}'`];
	return [`curl -X ${method} "${address}" -H "Authorization: Bearer $TOKEN"`, ...sent].join(' ');
}

function sharedType(name: string, schema: JsonSchema): SharedType {
	const limits = limitsOf(schema);
	return {
		name,
		description: schema.description ?? '',
		value: schema.properties ? '' : [typeOf(schema).type, limits].filter((text) => text !== '').join(', '),
		fields: fieldRows(schema),
	};
}
