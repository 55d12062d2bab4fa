import { schemaRef } from '../json_schema.ts';
import { rowOf } from '../sessions/refused_request.ts';
import { exampleAnswers, exampleRefusal, exampleRequests } from './examples.ts';
import type { RestOperation } from './operation.ts';
import { commonRefusals, restOperations, type RestOperationId } from './operations.ts';
import { restOverview } from './overview.ts';
import { parameters } from './parameters.ts';
import { describeSchemas } from './schemas.ts';

const ids = Object.keys(restOperations) as RestOperationId[];

/** The REST surface of sessions as an OpenAPI 3.1 document, made from the tables and schemas that it itself works by. */
export function openApiDocument(origin: string) {
	return {
		openapi: '3.1.0',
		info: { title: 'Pitlane sessions', version: '1.0.0', description: infoText() },
		servers: [{ url: origin }],
		security: [{ bearer: [] }, { cookie: [] }],
		tags: [
			{ name: 'sessions', description: 'Session documents, their versions and their audit trail' },
			{ name: 'charging', description: 'Charging of a rider’s vehicle: start, update, end, history and statistics' },
		],
		paths: describePaths(),
		components: { schemas: describeSchemas(), parameters, securitySchemes },
	};
}

const securitySchemes = {
	bearer: { type: 'http', scheme: 'bearer', description: 'A token of an account, made in the app, with its scopes' },
	cookie: { type: 'apiKey', in: 'cookie', name: 'auth_session', description: 'The sign-in of the app’s own pages' },
};

function describePaths(): Record<string, Record<string, unknown>> {
	const paths: Record<string, Record<string, unknown>> = {};
	for (const id of ids) {
		const { path, method } = restOperations[id];
		paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(id, restOperations[id]) };
	}
	return paths;
}

function describeOperation(id: RestOperationId, operation: RestOperation) {
	const { title, summary, scopes, request, answer, refusals } = operation;
	return {
		operationId: id,
		tags: [operation.path.startsWith('/api/charging/') ? 'charging' : 'sessions'],
		summary: title,
		description: `${summary}\n\nA token needs ${scopes.map((scope) => `\`${scope}\``).join(' or ')}.`,
		parameters: operation.parameters.map((name) => ({ $ref: `#/components/parameters/${name}` })),
		...(request && {
			requestBody: {
				required: true,
				content: Object.fromEntries(
					request.mediaTypes.map((type) => [
						type,
						{ schema: schemaRef(request.schema), examples: valued(exampleRequests[id] ?? {}) },
					]),
				),
			},
		}),
		responses: {
			'200': {
				description: 'Done',
				headers: hasVersion(operation) ? { ETag: etag } : {},
				content: { 'application/json': { schema: schemaRef(answer), examples: valued(exampleAnswers[id]) } },
			},
			...describeRefusals([...commonRefusals, ...refusals]),
			'503': { description: 'The store does not answer: send the same request again', ...refusedContent({}) },
		},
	};
}

/** Examples as OpenAPI has them: each under its name, as a value. */
function valued(examples: Readonly<Record<string, unknown>>) {
	return Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));
}

const etag = { description: 'The version, in quotation marks', schema: { type: 'string' } };

function hasVersion({ answer }: RestOperation): boolean {
	return answer === 'Saved' || answer === 'ReadSession';
}

/** Refusals by their statuses, each code with its sentence and an example. */
function describeRefusals(codes: readonly string[]): Record<string, unknown> {
	const statuses = [...new Set(codes.map((code) => rowOf(code).http))];
	return Object.fromEntries(
		statuses.map((status) => {
			const alike = codes.filter((code) => rowOf(code).http === status);
			const description = alike.map((code) => `\`${code}\`: ${exampleRefusal(code).error.message}`).join('\n\n');
			const examples = Object.fromEntries(alike.map((code) => [code, { value: exampleRefusal(code) }]));
			return [String(status), { description, ...refusedContent(examples) }];
		}),
	);
}

function refusedContent(examples: Readonly<Record<string, unknown>>) {
	return { content: { 'application/json': { schema: schemaRef('Refused'), examples } } };
}

function infoText(): string {
	const sections = restOverview().map(
		({ title, points }) => `## ${title}\n\n${points.map((point) => `- ${point}`).join('\n')}`,
	);
	const schemaNote = 'What JSON Schema cannot say stands in `x-checks`. Lengths count UTF-16 units.';
	return ['Sessions of the operator as documents.', ...sections, `## Schemas\n\n${schemaNote}`].join('\n\n');
}
