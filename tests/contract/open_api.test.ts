import { createRequire } from 'node:module';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { kinds } from '#lib/kinds/index.ts';
import { completeSaleDocument } from '#lib/kinds/sale/spec_document.ts';
import { completeDocument } from '#lib/kinds/swap/spec_documents.ts';
import { readEnv } from '#lib/server/env.ts';
import { openApiResponse } from '#lib/server/rest/open_api.ts';
import { openApiDocument } from '#lib/server/rest/open_api/document.ts';
import { restOperations } from '#lib/server/rest/open_api/operations.ts';
import { documentName } from '#lib/server/rest/open_api/schemas.ts';
import { lagos, openChargingWorld, riderOf, startBody } from './charging_world.ts';
import { salesperson, saleToBegin } from './rest_sale_world.ts';
import { attendant, importer, newDocument, openRestWorld } from './rest_world.ts';

/** The OpenAPI document as strangers get it, held against JSON Schema 2020-12, the routes and what they really answer. */

type Json = Readonly<Record<string, unknown>>;

interface Content {
	readonly schema: { readonly $ref: string };
	readonly example?: unknown;
	readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Operation {
	readonly operationId: string;
	readonly parameters: readonly { readonly $ref: string }[];
	readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
	readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, Content>> }>>;
}

const env = readEnv({});
const print = (headers: Record<string, string> = {}) =>
	openApiResponse({ env }, new Request('http://localhost/api/openapi.json', { headers }));
const document = (await print().json()) as {
	readonly openapi: string;
	readonly info: Json;
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: Readonly<Record<'schemas' | 'parameters' | 'securitySchemes', Readonly<Record<string, Json>>>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

interface Ajv {
	addSchema(schema: object): void;
	compile(schema: object): { (value: unknown): boolean; readonly errors?: unknown };
}

/** A validator of JSON Schema 2020-12 that knows the document's schemas. */
const ajv = (() => {
	const ofParser = createRequire(createRequire(import.meta.url).resolve('@asyncapi/parser'));
	const { Ajv2020 } = ofParser('ajv/dist/2020') as { Ajv2020: new (options: object) => Ajv };
	const formats = ofParser('ajv-formats') as (ajv: Ajv) => void;
	const made = new Ajv2020({ strict: false, validateSchema: true });
	formats(made);
	made.addSchema({ $id: 'document:', components: document.components });
	return made;
})();

function errorsOf({ $ref }: { readonly $ref: string }, value: unknown): unknown {
	const validate = ajv.compile({ $ref: `document:${$ref}` });
	return validate(value) ? null : (validate.errors ?? 'invalid');
}

const contentsOf = ({ requestBody, responses }: Operation) => [
	...Object.values(requestBody?.content ?? {}),
	...Object.values(responses).flatMap(({ content }) => Object.values(content)),
];

test('is an OpenAPI 3.1 document by the schema that the specification publishes', async () => {
	const { valid, errors } = await new Validator().validate(structuredClone(document));
	expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
	expect(document.openapi).toMatch(/^3\.1\./);
});

describe('the document', () => {
	test('is public, kept by caches, and the same for everybody', () => {
		const first = print();
		expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
		expect(first.headers.get('access-control-allow-origin')).toBe('*');
		expect(print({ 'if-none-match': first.headers.get('etag') ?? '' }).status).toBe(304);
	});

	test('has what OpenAPI 3.1 requires of it', () => {
		expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Pitlane sessions', version: '1.0.0' } });
		const ids = operations.map(({ operation }) => operation.operationId);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { path, operation } of operations) {
			const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			const declared = operation.parameters.map(
				({ $ref }) => document.components.parameters[$ref.split('/').at(-1) ?? ''],
			);
			expect(declared.every((parameter) => parameter !== undefined)).toBe(true);
			const inPath = declared.filter((parameter) => parameter?.['in'] === 'path');
			expect(inPath.map((parameter) => parameter?.['name'])).toEqual(named);
			expect(inPath.every((parameter) => parameter?.['required'] === true)).toBe(true);
			for (const [status, response] of Object.entries(operation.responses)) {
				expect(status).toMatch(/^[2-5]\d\d$/);
				expect(response).toMatchObject({ description: expect.any(String) });
			}
		}
		for (const name of Object.keys(document.components.schemas)) expect(name).toMatch(/^[\w.-]+$/);
	});

	test('refers to nothing that is not there', () => {
		const refs = [...JSON.stringify(document).matchAll(/"\$ref":"(#[^"]+)"/g)].map(([, ref]) => ref ?? '');
		const missing = refs.filter(
			(ref) =>
				ref
					.slice(2)
					.split('/')
					.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document) === undefined,
		);
		expect(refs.length).toBeGreaterThan(50);
		expect(missing).toEqual([]);
	});

	test('has schemas that are JSON Schema 2020-12, and examples that fit them', () => {
		for (const name of Object.keys(document.components.schemas))
			expect(() => ajv.compile({ $ref: `document:#/components/schemas/${name}` })).not.toThrow();
		for (const { operation } of operations) {
			for (const { schema, example, examples = {} } of contentsOf(operation)) {
				const values = [
					...(example === undefined ? [] : [example]),
					...Object.values(examples).map(({ value }) => value),
				];
				for (const value of values) expect(errorsOf(schema, value)).toBeNull();
			}
		}
	});

	test('has each operation that a route has, and no other', async () => {
		const routes = import.meta.glob([
			'../../src/routes/api/sessions/**/+server.ts',
			'../../src/routes/api/charging/**/+server.ts',
		]);
		const served = await Promise.all(
			Object.entries(routes).map(async ([file, load]) => {
				const path = file
					.replace('../../src/routes', '')
					.replace('/+server.ts', '')
					.replace(/\[(\w+)\]/g, '{$1}');
				return Object.keys((await load()) as object)
					.filter((name) => name !== 'fallback')
					.map((method) => `${method} ${path}`);
			}),
		);
		const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
		expect([...described].sort()).toEqual(served.flat().sort());
		expect(described).toHaveLength(Object.keys(restOperations).length);
	});

	test('has the document type of every kind', () => {
		const types = Object.values(kinds).map((kind) => kind.documentType);
		const text = JSON.stringify(openApiDocument('https://pitlane.example'));
		const saved = types.filter((type) => type !== kinds.charge.documentType);
		for (const type of saved) expect(text).toContain(`"const":"${type}"`);
		for (const type of types) expect(document.components.schemas).toHaveProperty(documentName(type));
		const read = document.paths['/api/sessions/{id}']?.['get']?.responses['200']?.content['application/json'];
		const examples = Object.values(read?.examples ?? {}).map(({ value }) => value);
		expect(examples).toMatchObject([
			{ session: { session_type: 'SALES_REGISTRATION', actor: { type: 'salesperson' } } },
			{ session: { session_type: 'ATTENDANT_SWAP', actor: { type: 'attendant' } } },
			{ session: { stationId: lagos, status: 'active' } },
		]);
		expect(types).toHaveLength(examples.length);
	});
});

describe('what is answered', () => {
	const answerOf = (operation: Operation | undefined, status: number) =>
		operation?.responses[String(status)]?.content['application/json']?.schema ?? { $ref: '#/none' };

	test.each([
		{
			...{ type: 'ATTENDANT_SWAP', as: attendant, document: newDocument('att-sess-1'), mirrored: completeDocument },
			draft: { ble_state: { error: 'x' } },
		},
		{
			...{
				type: 'SALES_REGISTRATION',
				as: salesperson,
				document: saleToBegin('sale-1'),
				mirrored: completeSaleDocument,
			},
			draft: { customer_data: { form_data: { first_name: 'Jane' } } },
		},
	])('fits its schema, done and refused: $type', async ({ as, document: begun, mirrored, draft }) => {
		const world = await openRestWorld('libSQL file');
		const id = String(begun['session_id']);
		const fits = async (method: string, template: string, sent: Parameters<typeof world.call>[2] = {}) => {
			const answer = await world.call(method, template.replace('{id}', id), { as, ...sent });
			const [path = ''] = template.split('?');
			const operation = document.paths[path]?.[method.toLowerCase()];
			expect([answer.status, errorsOf(answerOf(operation, answer.status), answer.body)]).toEqual([answer.status, null]);
			return answer.status;
		};
		const statuses = [
			await fits('POST', '/api/sessions', { body: begun }),
			await fits('POST', '/api/sessions', { as: importer, body: mirrored }),
			await fits('POST', '/api/sessions', { body: '{' }),
			await fits('PATCH', '/api/sessions/{id}', { body: { ...draft, version: 1 } }),
			await fits('PATCH', '/api/sessions/{id}', { body: { version: 1 } }),
			await fits('PATCH', '/api/sessions/{id}', { body: { created_at: null } }),
			await fits('PATCH', '/api/sessions/{id}', { body: 'x', headers: { 'content-type': 'text/plain' } }),
			await fits('GET', '/api/sessions/{id}'),
			await fits('GET', '/api/sessions/{id}/events'),
			await fits('GET', '/api/sessions?status=active'),
			await fits('GET', '/api/sessions?status=none'),
			await fits('DELETE', '/api/sessions/{id}'),
			await fits('GET', '/api/sessions', { as: null }),
		];
		expect(statuses).toEqual([200, 200, 400, 200, 409, 403, 415, 200, 200, 200, 400, 200, 401]);
	});

	test('fits its schema, done and refused: charging', async () => {
		const world = await openChargingWorld();
		const fits = async (method: string, address: string, sent: Parameters<typeof world.call>[2] = {}) => {
			const answer = await world.call(method, `/api/charging/${address}`, sent);
			const [path = ''] = `/api/charging/${address}`.split('?');
			const operation = document.paths[path]?.[method.toLowerCase()];
			expect([answer.status, errorsOf(answerOf(operation, answer.status), answer.body)]).toEqual([answer.status, null]);
			return answer;
		};
		const begun = await fits('POST', 'sessions/start', { body: startBody });
		const sessionId = begun.body.data?.['id'];
		world.pass(15 * 60_000);
		const told = { batteryLevel: 52, energyDelivered: 4.2 };
		const ending = { sessionId, batteryLevelEnd: 80 };
		const statuses = [
			await fits('POST', 'sessions/start', { body: startBody }),
			await fits('PUT', 'sessions/active/update', { body: told }),
			await fits('PUT', 'sessions/active/update', { body: { batteryLevel: 101 } }),
			await fits('GET', 'sessions/active'),
			await fits('POST', 'sessions/end', { body: ending }),
			await fits('POST', 'sessions/end', { body: ending }),
			await fits('POST', 'sessions/cancel', { body: { sessionId } }),
			await fits('POST', 'sessions/cancel', { body: 'x', headers: { 'content-type': 'text/plain' } }),
			await fits('GET', 'sessions?limit=1'),
			await fits('GET', 'sessions?limit=101'),
			await fits('GET', 'active'),
			await fits('GET', 'stats'),
			await fits('GET', 'dashboard'),
			await fits('GET', 'stats', { as: null }),
			await fits('GET', 'stats', { as: attendant }),
			await fits('GET', 'dashboard', { as: riderOf('user-9', null) }),
		].map(({ status }) => status);
		expect(statuses).toEqual([400, 200, 400, 200, 200, 400, 400, 415, 200, 400, 200, 200, 200, 401, 403, 200]);
	});
});
