import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isJsonObject } from '#lib/kernel/json.ts';
import { completeSaleDocument } from '#lib/kinds/sale/spec_document.ts';
import { completeDocument } from '#lib/kinds/swap/spec_documents.ts';
import type { JsonSchema } from '#lib/server/rest/json_schema.ts';
import { openApiDocument } from '#lib/server/rest/open_api/document.ts';
import type { RestOperation } from '#lib/server/rest/open_api/operation.ts';
import { sessionOperations } from '#lib/server/rest/open_api/session_operations.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { attendant, importer, newDocument, openRestWorld, person, type RestWorld } from './rest_world.ts';
import { garbage, knownIds, mutated, partOf, valueOf } from './rest_fuzz.ts';
import { salesperson, saleToBegin } from './rest_sale_world.ts';

/** Nothing that a client sends is answered by a fault, kept waiting for, or remembered in memory. The nightly form has 20,000 inputs. */

const numRuns = Number(process.env['REST_FUZZ_RUNS'] ?? 1500);

/** The longest that one request may take, ms: far beyond any, far below a hang. */
const patienceMs = 5000;

/** What the heap may have grown by in the end, bytes. */
const growthLimitBytes = 24 * 1024 * 1024;

const { paths, components } = openApiDocument('https://pitlane.example') as unknown as {
	readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
};

const swap = valueOf({ $ref: '#/components/schemas/AttendantSwapSession' }, components.schemas);
const sale = valueOf({ $ref: '#/components/schemas/SalesRegistrationSession' }, components.schemas);
const head = valueOf({ $ref: '#/components/schemas/SavedDocument' }, components.schemas);
const printed = fc.constantFrom<unknown>(completeDocument, completeSaleDocument);
const begun = knownIds.map((id) => (id.startsWith('sale') ? saleToBegin(id) : newDocument(id)));
const documents = fc.oneof(swap, sale, head, printed, begun);
const named = fc
	.tuple(documents, knownIds, fc.option(fc.nat(5), { nil: undefined }))
	.map(([document, id, version]) => ({
		...(document as object),
		session_id: id,
		session_type: id.startsWith('sale') ? 'SALES_REGISTRATION' : 'ATTENDANT_SWAP',
		...(version !== undefined && { version }),
	}));
/** What a salesperson's device keeps while a form is filled in. */
const saleDrafts = fc.record(
	{
		customer_data: fc.record({
			form_data: fc.option(fc.dictionary(fc.constantFrom('first_name', 'phone', 'zip'), fc.string({ maxLength: 30 })), {
				nil: null,
			}),
		}),
		package_selection: fc.record({ selected_package_id: fc.constantFrom('pkg-101', null) }),
		battery_assignment: fc.record({ ble_connection_state: fc.record({ is_scanning: fc.boolean() }) }),
	},
	{ requiredKeys: [] },
);

const bodies: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
	saveSession: fc.oneof(named, mutated(named), mutated(begun), head),
	updateSession: fc.oneof(
		...[partOf(swap), mutated(partOf(swap)), partOf(sale), mutated(partOf(sale))],
		...[partOf(printed), mutated(printed), saleDrafts],
	),
};

const odd = fc.string({ unit: 'binary', maxLength: 60 });
const ids = fc.oneof({ weight: 5, arbitrary: knownIds }, { weight: 1, arbitrary: odd });
const queries = fc.dictionary(
	fc.constantFrom('device_id', 'status', 'limit', 'cursor', 'other'),
	fc.oneof(fc.constantFrom('active', 'archived', '1', '50', 'device-uuid-67890', 'WzEsIngiXQ'), odd),
	{ maxKeys: 4 },
);
const visible = fc.string({
	unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
	maxLength: 30,
});
const headers = fc.record(
	{
		'if-match': fc.oneof(fc.constantFrom('"1"', '"2"', 'W/"3"', '*', '"x"'), visible),
		'idempotency-key': fc.oneof(fc.constantFrom('k1', 'k2'), visible),
		'content-type': fc.oneof(
			fc.constantFrom('application/json', 'application/merge-patch+json', 'text/plain'),
			visible,
		),
		'content-length': fc.constantFrom('0', '99999999', 'x'),
	},
	{ requiredKeys: [] },
);

const people = fc.constantFrom(
	...[attendant, attendant, attendant, attendant, importer, importer, importer, null],
	...[salesperson, salesperson, salesperson],
	person('attendant', { id: 'b', shift: { id: 's', stationId: 'STATION_001', startedAt: 0 } }),
	person('rider', { shift: null, customerId: 'customer-12345' }),
	person('manager', { shift: null }),
	person('service', { stations: '*', shift: null, via: 'token', scopes: ['sessions:read', 'sessions:write'] }),
);

const anyInputs = fc
	.constantFrom(...Object.entries(sessionOperations as Record<string, RestOperation>))
	.chain(([name, { method, path }]) =>
		fc.record({
			method: fc.constant(method),
			path: fc.constant(path),
			id: ids,
			query: queries,
			as: people,
			headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
			body: bodies[name]
				? fc.oneof({ weight: 6, arbitrary: bodies[name] }, { weight: 1, arbitrary: garbage })
				: fc.constant(undefined),
		}),
	);

/** What a salesperson's device sends while they fill a sale in. */
const saleInputs = fc.record({
	...{
		method: fc.constant(sessionOperations.updateSession.method),
		path: fc.constant(sessionOperations.updateSession.path),
	},
	...{ id: fc.constant('sale-1'), query: fc.constant({}), as: fc.constant(salesperson), headers: fc.constant({}) },
	body: fc.oneof(saleDrafts, mutated(saleDrafts), partOf(sale)),
});

const inputs = fc.oneof({ weight: 6, arbitrary: anyInputs }, { weight: 1, arbitrary: saleInputs });

/** How many inputs meet the same sessions, before they turn to new ones: what was deleted hears no more. */
const roundLength = 60;

/** The id that a known one stands for in a round; any other as it is. */
function idIn(round: number, id: unknown): unknown {
	return typeof id === 'string' && /^(fuzz|mirror|sale)-\d$/.test(id) ? `${id}-${round}` : id;
}

function bodyIn(round: number, body: unknown): unknown {
	return isJsonObject(body) && 'session_id' in body ? { ...body, session_id: idIn(round, body['session_id']) } : body;
}

/** One session of each kind that runs here and one of another backend, for the inputs of a round to meet. */
async function beginRound(world: RestWorld, round: number): Promise<void> {
	world.pass(10_000);
	await world.call('POST', '/api/sessions', { body: newDocument(`fuzz-1-${round}`) });
	await world.call('POST', '/api/sessions', { as: salesperson, body: saleToBegin(`sale-1-${round}`) });
	for (const mirrored of [
		{ ...completeDocument, session_id: `mirror-1-${round}` },
		{ ...completeSaleDocument, session_id: `sale-3-${round}` },
	])
		await world.call('POST', '/api/sessions', { as: importer, body: mirrored });
}

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);

test(`${numRuns} inputs are each answered as documented`, { timeout: numRuns * 60 + 60_000 }, async () => {
	const world = await openRestWorld('libSQL file');
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const seen = new Map<number, number>();
	const heapOf = () => (collect(), process.memoryUsage().heapUsed);
	let runs = 0;
	let before = 0;
	await fc.assert(
		fc.asyncProperty(inputs, async ({ method, path, id, query, as, headers: sent, body }) => {
			if (++runs === Math.ceil(numRuns / 4)) before = heapOf();
			world.pass(100);
			const round = Math.floor(runs / roundLength);
			if (runs % roundLength === 1) await beginRound(world, round);
			const address = path.replace('{id}', encodeURIComponent(String(idIn(round, id)).toWellFormed()));
			const search = new URLSearchParams(
				Object.fromEntries(Object.entries(query).map(([key, value]) => [key, value.toWellFormed()])),
			).toString();
			const startedAt = performance.now();
			const answer = await world.call(method, `${address}?${search}`, { as, body: bodyIn(round, body), headers: sent });
			expect(performance.now() - startedAt).toBeLessThan(patienceMs);
			seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
			// An empty id, and one with a slash, is another address.
			if (answer.body.error?.code !== 'NOT_FOUND' && answer.status !== 405)
				expect(Object.keys(paths[path]?.[method.toLowerCase()]?.responses ?? {})).toContain(String(answer.status));
			expect(answer.status).toBeLessThan(500);
			expect(answer.body.success).toBe(answer.status === 200);
			if (answer.status !== 200)
				expect(answer.body.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
		}),
		{ numRuns, endOnFailure: true },
	);
	const after = heapOf();
	const statuses = [...seen].sort().map(([status, count]) => `${status}: ${count}`);
	process.stdout.write(
		`Heap from ${megabytes(before)} to ${megabytes(after)} MB, answers by status ${statuses.join(', ')}\n`,
	);
	expect(after - before).toBeLessThan(growthLimitBytes);
	expect(seen.get(200) ?? 0).toBeGreaterThan(numRuns / 20);
	expect([...seen.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 409]));
	const saved = await rowsOf(
		world.store,
		"SELECT count(*) AS drafts FROM session_events WHERE session_id LIKE 'sale%' AND type = 'draft_saved'",
	);
	expect(saved[0]?.['drafts']).toBeGreaterThan(numRuns / 60);
	expect(await brokenInvariants(world.store)).toEqual([]);
});
