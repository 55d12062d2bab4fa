import { fieldNotes } from './field_notes.ts';
import { referredName, type JsonSchema } from '../json_schema.ts';

type Schemas = Readonly<Record<string, JsonSchema>>;

/**
 * A value that fits the schema: constants, first choices and defaults as they stand, and the examples of the field notes.
 * Of the optional properties it has those with an example of their own.
 */
export function exampleOf(schema: JsonSchema, schemas: Schemas): unknown {
	const resolved = resolve(schema, schemas);
	if (resolved.const !== undefined) return resolved.const;
	if (resolved.enum) return resolved.enum[0];
	const choice = resolved.anyOf?.[0];
	if (choice) return exampleOf(choice, schemas);
	switch (resolved.type) {
		case 'object':
			return Object.fromEntries(exampleProperties(resolved, schemas));
		case 'array':
			return resolved.items ? [exampleOf(resolved.items, schemas)] : [];
		case 'boolean':
			return true;
		case 'integer':
		case 'number':
			return exampleNumber(resolved);
		case 'string':
			return resolved.format === 'date-time' ? '2025-01-15T09:00:00.000Z' : 'EXAMPLE';
		default:
			return 'EXAMPLE';
	}
}

function* exampleProperties(schema: JsonSchema, schemas: Schemas): Generator<[string, unknown]> {
	for (const [name, property] of Object.entries(schema.properties ?? {})) {
		const example = Object.hasOwn(fieldNotes, name) ? fieldNotes[name]?.example : undefined;
		const { const: constant } = resolve(property, schemas);
		if (constant === undefined && example !== undefined) yield [name, example];
		else if (schema.required?.includes(name) || isShown(name)) yield [name, exampleOf(property, schemas)];
	}
}

/** Optional parts whose own fields have examples. */
const shownParts: ReadonlySet<string> = new Set(['payment_data', 'service_data', 'payment_details', 'service_details']);
const isShown = (name: string) => shownParts.has(name);

/** The schema that is meant: without a reference around it. */
function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
	const name = referredName(schema);
	const target = name === undefined ? schema.allOf?.[0] : schemas[name];
	if (!target) return schema;
	const { $ref: _, allOf: __, ...around } = schema;
	return { ...resolve(target, schemas), ...around };
}

function exampleNumber({ minimum, exclusiveMinimum }: JsonSchema): number {
	return Math.max(minimum ?? 1, (exclusiveMinimum ?? 0) + 1, 1);
}
