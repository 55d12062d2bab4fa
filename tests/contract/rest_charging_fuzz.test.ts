import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonSchema } from '#lib/server/rest/json_schema.ts';
import { chargeOperations } from '#lib/server/rest/open_api/charge_operations.ts';
import { openApiDocument } from '#lib/server/rest/open_api/document.ts';
import type { RestOperation } from '#lib/server/rest/open_api/operation.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { lagos, nairobi, openChargingWorld, otherRider, rider, type ChargingWorld } from './charging_world.ts';
import { garbage, mutated, valueOf } from './rest_fuzz.ts';
import { attendant, person } from './rest_world.ts';

/** Nothing that a client of charging sends is answered by a fault, and whatever was sent, the statistics are the sum of the records. */

const numRuns = Number(process.env['REST_FUZZ_RUNS'] ?? 1000);

const { paths, components } = openApiDocument('https://pitlane.example') as unknown as {
	readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
};

const stations = fc.constantFrom(lagos, nairobi, 'nowhere-1');
const connectors = fc.constantFrom('connector-1', 'connector-2');
const level = fc.integer({ min: 0, max: 100 });
const starts = fc.record({ stationId: stations, connectorId: connectors, batteryLevelStart: level });
const updates = fc.record(
	{ batteryLevel: level, energyDelivered: fc.double({ min: 0, max: 40, noNaN: true }) },
	{ requiredKeys: ['batteryLevel'] },
);
/** Stands for the session that is open when the request is sent. */
const openSession = '<open>';
const sessionIds = fc.oneof({ weight: 4, arbitrary: fc.constant(openSession) }, fc.constant('chg-none'));
const ends = fc.record(
	{ sessionId: sessionIds, batteryLevelEnd: level, stationRating: fc.integer({ min: 1, max: 5 }) },
	{ requiredKeys: ['sessionId', 'batteryLevelEnd'] },
);
const cancels = fc.record(
	{ sessionId: sessionIds, reason: fc.string({ maxLength: 40 }) },
	{ requiredKeys: ['sessionId'] },
);

const likely: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
	startCharging: starts,
	updateCharging: updates,
	endCharging: ends,
	cancelCharging: cancels,
};

function bodyOf(name: string, { request }: RestOperation): fc.Arbitrary<unknown> {
	const right = likely[name];
	if (!request || !right) return fc.constant(undefined);
	const described = valueOf({ $ref: `#/components/schemas/${request.schema}` }, components.schemas);
	return fc.oneof(
		{ weight: 6, arbitrary: right },
		{ weight: 1, arbitrary: fc.oneof(described, mutated(right), mutated(described), garbage) },
	);
}

const odd = fc.string({ unit: 'binary', maxLength: 60 });
const queries = fc.dictionary(
	fc.constantFrom('filter', 'from', 'to', 'status', 'station', 'sort', 'order', 'limit', 'offset', 'cursor', 'other'),
	fc.oneof(
		fc.constantFrom(
			'recent',
			'this-month',
			'2024-01-15',
			'2099-12-31',
			'active',
			lagos,
			'start',
			'asc',
			'1',
			'50',
			'WzEsIngiXQ',
		),
		odd,
	),
	{ maxKeys: 4 },
);
const visible = fc.string({
	unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
	maxLength: 30,
});
const headers = fc.record(
	{
		'idempotency-key': fc.oneof(fc.constantFrom('k1', 'k2', 'k3'), visible),
		'content-type': fc.oneof(fc.constantFrom('application/json', 'text/plain'), visible),
	},
	{ requiredKeys: [] },
);
const people = fc.constantFrom(
	...[rider, rider, rider, otherRider, otherRider, attendant, null],
	person('manager', { shift: { id: 'shift-9', stationId: lagos, startedAt: 0 } }),
	{ ...rider, via: 'token' as const, scopes: ['charging:read'] },
);

const inputs = fc
	.constantFrom(...Object.entries(chargeOperations as Record<string, RestOperation>))
	.chain(([name, operation]) =>
		fc.record({
			method: fc.constant(operation.method),
			path: fc.constant(operation.path),
			query: queries,
			as: people,
			headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
			body: bodyOf(name, operation),
			passMs: fc.integer({ min: 100, max: 900_000 }),
		}),
	);

async function openIn(world: ChargingWorld): Promise<unknown> {
	const [row] = await rowsOf(
		world.store,
		"SELECT id FROM sessions WHERE kind = 'charge' AND status = 'active' LIMIT 1",
	);
	return row?.['id'] ?? 'chg-none';
}

test(`${numRuns} inputs are each answered as documented`, { timeout: numRuns * 60 + 60_000 }, async () => {
	const world = await openChargingWorld();
	const seen = new Map<number, number>();
	await fc.assert(
		fc.asyncProperty(inputs, async ({ method, path, query, as, headers: sent, body, passMs }) => {
			world.pass(passMs);
			const open = await openIn(world);
			const isNamed =
				typeof body === 'object' && body !== null && 'sessionId' in body && body.sessionId === openSession;
			const search = new URLSearchParams(
				Object.fromEntries(Object.entries(query).map(([key, value]) => [key, value.toWellFormed()])),
			).toString();
			const answer = await world.call(method, `${path}?${search}`, {
				...{ as, headers: sent },
				body: isNamed ? { ...body, sessionId: open } : body,
			});
			seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
			expect(Object.keys(paths[path]?.[method.toLowerCase()]?.responses ?? {})).toContain(String(answer.status));
			expect(answer.status).toBeLessThan(500);
			expect(answer.body.success).toBe(answer.status === 200);
			if (answer.status !== 200)
				expect(answer.body.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
		}),
		{ numRuns, endOnFailure: true },
	);
	expect(seen.get(200) ?? 0).toBeGreaterThan(numRuns / 5);
	expect([...seen.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 403]));
	expect(await monthsOf(world)).toEqual(await sumsOf(world));
	expect((await monthsOf(world)).length).toBeGreaterThan(0);
});

const monthsOf = (world: ChargingWorld) =>
	rowsOf(
		world.store,
		'SELECT customer_id, month, currency, sessions, energy_wh, spent_minor, duration_ms FROM charge_months ORDER BY 1, 2, 3',
	);

const sumsOf = (world: ChargingWorld) =>
	rowsOf(
		world.store,
		'SELECT customer_id, month, currency, count(*) AS sessions, sum(energy_wh) AS energy_wh, sum(cost_minor) AS spent_minor, sum(ended_at - started_at) AS duration_ms FROM charge_records GROUP BY 1, 2, 3 ORDER BY 1, 2, 3',
	);
