import { toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema';
import type * as v from 'valibot';

/** The keywords of JSON Schema that the conversion writes. */
export interface JsonSchema {
	readonly $ref?: string;
	readonly type?: string | readonly string[];
	readonly description?: string;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: JsonSchema | boolean;
	readonly items?: JsonSchema;
	readonly anyOf?: readonly JsonSchema[];
	readonly allOf?: readonly JsonSchema[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly default?: unknown;
	readonly format?: string;
	readonly pattern?: string;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly minimum?: number;
	readonly exclusiveMinimum?: number;
	readonly maximum?: number;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly examples?: readonly unknown[];
	/** What the server checks or changes beyond what JSON Schema can say, a sentence each. */
	readonly 'x-checks'?: readonly string[];
}

/** Where the document keeps its schemas. */
const place = '#/components/schemas/';

/** A reference to a schema of the document. */
export function schemaRef(name: string): JsonSchema {
	return { $ref: `${place}${name}` };
}

/** The name of the schema that a reference points to; undefined for a schema that is none. */
export function referredName({ $ref }: JsonSchema): string | undefined {
	return $ref?.startsWith(place) ? $ref.slice(place.length) : undefined;
}

/** What the fields of objects mean, by name. */
export type FieldNotes = Readonly<Record<string, { readonly note?: string }>>;

/**
 * Converts schemas to JSON Schema, as what a client sends, each one written once and referred to wherever it is used.
 * What JSON Schema cannot say stands in `x-checks`: nothing throws, and nothing is lost in silence.
 */
export function jsonSchemas(
	definitions: Readonly<Record<string, v.GenericSchema>>,
	{ target, notes }: { target: 'draft-07' | 'draft-2020-12'; notes: FieldNotes },
): Record<string, JsonSchema> {
	return toJsonSchemaDefs(definitions, {
		target,
		typeMode: 'input',
		overrideRef: ({ referenceId }) => `${place}${referenceId}`,
		overrideAction,
		overrideSchema: ({ jsonSchema, errors }) => withChecks(withNotes(jsonSchema as JsonSchema, notes), errors ?? []),
	}) as Record<string, JsonSchema>;
}

const overrideAction: NonNullable<ConversionConfig['overrideAction']> = ({ valibotAction, jsonSchema, errors }) => {
	if (!errors) return null;
	return withChecks(jsonSchema, checksOf(valibotAction, errors));
};

function checksOf(action: { type: string; message?: unknown }, errors: readonly string[]): readonly string[] {
	// JSON has no other numbers.
	if (action.type === 'finite') return [];
	if (action.type === 'trim') return ['White space at both ends is removed'];
	return typeof action.message === 'string' ? [`Refused where: ${action.message}`] : errors;
}

function withChecks(schema: object, checks: readonly string[]): object {
	const known = 'x-checks' in schema && Array.isArray(schema['x-checks']) ? (schema['x-checks'] as string[]) : [];
	return checks.length === 0 ? schema : { ...schema, 'x-checks': [...known, ...checks] };
}

/** Describes the properties of an object by what their names mean. */
function withNotes(schema: JsonSchema, notes: FieldNotes): JsonSchema {
	if (!schema.properties) return schema;
	const described = Object.entries(schema.properties).map(([name, property]) => {
		const note = Object.hasOwn(notes, name) ? notes[name]?.note : undefined;
		if (note === undefined || property.description !== undefined) return [name, property] as const;
		// Beside a $ref nothing counts in draft 7.
		return [name, { ...('$ref' in property ? { allOf: [property] } : property), description: note }] as const;
	});
	return { ...schema, properties: Object.fromEntries(described) };
}
