import fc from 'fast-check';
import type { JsonSchema } from '#lib/server/rest/json_schema.ts';

/** Inputs of the REST surface, made from the schemas of its own OpenAPI document, right and wrong ones. */

type Schemas = Readonly<Record<string, JsonSchema>>;

/** Values that break what was not thought of. */
const oddities: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		true,
		0,
		-1,
		1.5,
		1e308,
		Number.MAX_SAFE_INTEGER + 2,
		'',
		' ',
		'\u0000',
		'\ud800',
		'__proto__',
		'9999-99-99T99:99:99Z',
		'2025-02-30T00:00:00.000Z',
		'2025-12-09T14:00:00.000+99:99',
		'+275760-09-13T00:00:00.001Z',
		[],
		{},
		[[[[[[]]]]]],
		{ constructor: { prototype: 1 } },
	),
	fc.string({ unit: 'binary', maxLength: 300 }),
	fc.string({ minLength: 5000, maxLength: 6000 }),
	fc.double(),
	fc.jsonValue({ maxDepth: 4 }),
);

/** A value that fits the schema as far as JSON Schema says it. */
export function valueOf(schema: JsonSchema, schemas: Schemas): fc.Arbitrary<unknown> {
	const name = schema.$ref?.split('/').at(-1);
	if (name !== undefined) return name === 'Id' ? knownIds : valueOf(schemas[name] ?? {}, schemas);
	if (schema.const !== undefined) return fc.constant(schema.const);
	if (schema.enum) return fc.constantFrom(...schema.enum);
	const choices = schema.anyOf ?? schema.allOf;
	if (choices) return fc.oneof(...choices.map((choice) => valueOf(choice, schemas)));
	switch (schema.type) {
		case 'object':
			return objectOf(schema, schemas);
		case 'array':
			return fc.array(valueOf(schema.items ?? {}, schemas), { maxLength: 3 });
		case 'boolean':
			return fc.boolean();
		case 'null':
			return fc.constant(null);
		case 'integer':
			return fc.integer({ min: Math.max(schema.minimum ?? 0, -1e6), max: Math.min(schema.maximum ?? 9, 9) });
		case 'number':
			return fc.integer({ min: Math.max(schema.minimum ?? -9, -1e6), max: Math.min(schema.maximum ?? 1e6, 1e6) });
		case 'string':
			return textOf(schema);
		default:
			return fc.jsonValue({ maxDepth: 2 });
	}
}

/** Few ids, so that requests meet. */
export const knownIds = fc.constantFrom('fuzz-1', 'fuzz-2', 'mirror-1', 'sale-1', 'sale-2', 'sale-3', 'STATION_002');

function objectOf(schema: JsonSchema, schemas: Schemas): fc.Arbitrary<unknown> {
	const properties = Object.entries(schema.properties ?? {});
	if (properties.length === 0)
		return fc.dictionary(fc.constantFrom('1', '2', '3', 'total'), fc.jsonValue(), { maxKeys: 3 });
	const model = Object.fromEntries(properties.map(([name, property]) => [name, valueOf(property, schemas)]));
	return fc.record(model, { requiredKeys: [...(schema.required ?? [])].filter((name) => name in model) });
}

function textOf({ format, pattern, maxLength = 20 }: JsonSchema): fc.Arbitrary<unknown> {
	if (format === 'date-time' || pattern?.includes('T')) {
		const day = { min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true };
		return fc.date(day).map((date) => date.toISOString());
	}
	return fc.string({ maxLength: Math.min(maxLength, 20) });
}

/** The value with one of its parts replaced by something odd. */
export function mutated(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	return fc
		.tuple(value, fc.array(fc.nat(30), { maxLength: 4 }), oddities)
		.map(([whole, path, odd]) => put(whole, path, odd));
}

function put(value: unknown, [at, ...rest]: readonly number[], odd: unknown): unknown {
	if (at === undefined || typeof value !== 'object' || value === null) return odd;
	const keys = Object.keys(value);
	const key = keys[at % (keys.length + 1)] ?? 'more';
	const entries = new Map<string, unknown>(Object.entries(value));
	entries.set(key, put(entries.get(key), rest, odd));
	return Array.isArray(value) ? [...entries.values()] : Object.fromEntries(entries);
}

/** A part of a value: what a patch of it may be. */
export function partOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	return fc
		.tuple(value, fc.array(fc.nat(30), { minLength: 1, maxLength: 3 }))
		.map(([whole, path]) => pick(whole, path));
}

function pick(value: unknown, [at, ...rest]: readonly number[]): unknown {
	if (at === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const entries = Object.entries(value);
	const [key, inner] = entries[at % Math.max(entries.length, 1)] ?? ['more', null];
	return { [key]: pick(inner, rest) };
}

/** Bodies that are no JSON of the surface at all. */
export const garbage: fc.Arbitrary<unknown> = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 200 }),
	fc.uint8Array({ maxLength: 200 }),
	fc.constantFrom('{', '[]', '"x"', '{"a":1}{', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'x'.repeat(70_000)),
	oddities,
);
