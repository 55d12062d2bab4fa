import { referredName, type JsonSchema } from './json_schema.ts';

/** A field of a message as a page lists it. */
export interface FieldRow {
	/** Name with those of the objects around it, as `payment_data.service_id`. */
	readonly path: string;
	readonly type: string;
	/** Shared schema that says more of the type. */
	readonly typeName: string | null;
	readonly required: boolean;
	readonly limits: string;
	readonly note: string;
}

/** The fields of an object, those of objects in it after it; shared schemas are named, not unfolded. */
export function fieldRows(schema: JsonSchema, path = ''): FieldRow[] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
		const required = schema.required?.includes(name) ?? false;
		const inner = withoutNull(property);
		const row = { path: `${path}${name}`, required, note: property.description ?? '', ...typeOf(inner) };
		const limits = [limitsOf(inner), defaultOf(property)].filter((text) => text !== '').join('; ');
		return [{ ...row, limits }, ...fieldRows(inner, `${row.path}.`), ...fieldRows(inner.items ?? {}, `${row.path}[].`)];
	});
}

/** Type and limits of a schema that is no object, in words. */
export function typeOf(schema: JsonSchema): Pick<FieldRow, 'type' | 'typeName'> {
	const name = referredName(schema) ?? null;
	if (name !== null) return { type: name, typeName: name };
	if (schema.const !== undefined) return { type: JSON.stringify(schema.const), typeName: null };
	if (schema.enum) return { type: schema.enum.map((one) => JSON.stringify(one)).join(' or '), typeName: null };
	if (schema.anyOf) {
		const choices = schema.anyOf.map(typeOf);
		const typeName = choices.find((choice) => choice.typeName !== null)?.typeName ?? null;
		return { type: choices.map(({ type }) => type).join(' or '), typeName };
	}
	if (schema.items) {
		const item = typeOf(schema.items);
		return { type: `list of ${item.type}`, typeName: item.typeName };
	}
	return {
		type: typeof schema.type === 'string' ? (typeWords[schema.type] ?? schema.type) : 'anything',
		typeName: null,
	};
}

const typeWords: Readonly<Record<string, string>> = {
	string: 'text',
	integer: 'whole number',
	boolean: 'true or false',
	array: 'list',
};

/** What a value must keep to, in words; empty if nothing. */
export function limitsOf(schema: JsonSchema): string {
	const { minLength = 0, maxLength, minItems = 0, maxItems, pattern } = schema;
	if (maxLength !== undefined) return `${span(minLength, maxLength)} characters`;
	if (maxItems !== undefined) return `${span(minItems, maxItems)} entries`;
	if (pattern !== undefined) return `matches \`${pattern}\``;
	return numberLimits(schema);
}

function numberLimits({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
	const unbounded = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER;
	const most = unbounded ? '' : `at most ${spaced(maximum)}`;
	if (exclusiveMinimum !== undefined) return [`more than ${spaced(exclusiveMinimum)}`, most].filter(Boolean).join(', ');
	if (minimum === undefined) return most;
	return unbounded ? `${spaced(minimum)} or more` : `${spaced(minimum)} to ${spaced(maximum)}`;
}

function span(least: number, most: number): string {
	return least > 0 ? `${spaced(least)} to ${spaced(most)}` : `at most ${spaced(most)}`;
}

function spaced(value: number): string {
	return value.toLocaleString('en-GB');
}

function defaultOf(schema: JsonSchema): string {
	return schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\` unless given`;
}

/** The schema of a value that is there: `null` means left out. */
function withoutNull(schema: JsonSchema): JsonSchema {
	const only = schema.allOf?.length === 1 ? schema.allOf[0] : undefined;
	if (only) return only;
	const choices = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
	const [first] = choices;
	if (!first) return schema;
	return choices.length === 1 ? withoutNull(first) : { anyOf: choices };
}
