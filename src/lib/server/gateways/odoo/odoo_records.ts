import { getLogger } from '@logtape/logtape';
import * as v from 'valibot';
import { FaultError } from '#lib/kernel/fault.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import type { Answer, OdooCall } from './odoo_call.ts';

const logger = getLogger(['pitlane', 'odoo']);

/** One condition of an Odoo domain; all of them hold. */
export type Condition = readonly [field: string, operator: '=' | 'in' | '=like', value: unknown];

/** Records that are looked for. */
export interface RecordQuery {
	readonly model: string;
	readonly domain: readonly Condition[];
	readonly fields: readonly string[];
}

/** A record as `search_read` answers it. */
export type OdooRecord = Readonly<Record<string, unknown>> & { readonly id: number };

const recordsSchema = v.array(v.looseObject({ id: v.number() }));
const createdSchema = v.union([
	v.number(),
	v.pipe(
		v.tuple([v.number()]),
		v.transform(([id]) => id),
	),
]);

/** Finds records, archived ones too, oldest first. Throws FaultError if what comes back are no records. */
export async function findRecords(call: OdooCall, query: RecordQuery): Promise<Answer<OdooRecord[]>> {
	const { model, domain, fields } = query;
	const context = { active_test: false };
	const found = await call(model, 'search_read', { domain, fields, order: 'id asc', limit: 100, context });
	return found.ok ? ok(expected(recordsSchema, found.value, model)) : found;
}

/** Creates a record, by `method` where that is not `create`, and answers its id. */
async function createRecord(
	call: OdooCall,
	{ model, method = 'create', values }: { model: string; method?: string; values: Record<string, unknown> },
): Promise<Answer<number>> {
	const created = await call(model, method, { vals_list: [values] });
	return created.ok ? ok(expected(createdSchema, created.value, model)) : created;
}

/**
 * Finds the oldest record of our reference, or creates it with what `values` answers. One whose creation was never confirmed is found
 * the next time; if another hand created one at the same moment, the older counts and the log names both.
 */
export async function findOrCreate(
	call: OdooCall,
	query: RecordQuery,
	values: () => Promise<Answer<{ method?: string; values: Record<string, unknown> }>>,
): Promise<Answer<OdooRecord>> {
	const before = await findRecords(call, query);
	if (!before.ok) return before;
	if (before.value[0]) return ok(before.value[0]);
	const wanted = await values();
	if (!wanted.ok) return wanted;
	const created = await createRecord(call, { model: query.model, ...wanted.value });
	if (!created.ok) return created;
	const after = await findRecords(call, query);
	if (!after.ok) return after;
	const [oldest, ...others] = after.value;
	// Asking again would create another one.
	if (!oldest)
		return refuse('ERP_REFUSED', { reason: `Odoo does not find ${query.model} ${created.value}, which it created` });
	if (others.length > 0) {
		const ids = after.value.map(({ id }) => id);
		logger.warning('Odoo holds {ids} of {model} for one reference, the oldest counts', { ids, model: query.model });
	}
	return ok(oldest);
}

/** Text of a field; null where Odoo has none, which it spells false. */
export function textOf(record: OdooRecord, field: string | null): string | null {
	const value = field === null ? null : record[field];
	return typeof value === 'string' && value !== '' ? value : null;
}

/** Name of the record that a many-to-one field points at, or null. */
export function nameOf(record: OdooRecord, field: string): string | null {
	const pair = v.safeParse(v.tuple([v.number(), v.string()]), record[field]);
	return pair.success ? pair.output[1] : null;
}

function expected<Schema extends v.GenericSchema>(
	schema: Schema,
	value: unknown,
	model: string,
): v.InferOutput<Schema> {
	const parsed = v.safeParse(schema, value);
	if (!parsed.success) throw new FaultError('odoo', `Odoo answered something else than records of ${model}`);
	return parsed.output;
}
