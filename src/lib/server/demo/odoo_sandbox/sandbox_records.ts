import { meets } from './domain.ts';
import { type ModelTable, modelTables } from './model_tables.ts';
import { missingError, OdooException, validationError } from './odoo_exception.ts';

/** A record as the sandbox keeps it: a field that points at another holds its id, or false. */
export type SandboxRecord = Record<string, unknown> & { readonly id: number };

/** The tables of an Odoo database, in memory, with what every model can do. */
export interface SandboxRecords {
	/** Copies of a model's records, oldest first. */
	all(model: string): SandboxRecord[];
	/** Creates a record as Odoo would: defaults, required fields, records inline. Throws OdooException. */
	create(model: string, values: Readonly<Record<string, unknown>>): number;
	/** Changes a record. Throws OdooException if there is none. */
	write(model: string, id: unknown, values: Readonly<Record<string, unknown>>): void;
	/** One record. Throws OdooException if there is none. */
	get(model: string, id: unknown): SandboxRecord;
	/** Records that match a domain, with the fields that are asked for, pointers as `[id, name]`. */
	searchRead(
		model: string,
		query: { domain?: unknown; fields?: unknown; context?: unknown; limit?: unknown },
	): unknown[];
}

/** An empty database. */
export function createRecords(): SandboxRecords {
	const rows = new Map(Object.keys(modelTables).map((model) => [model, [] as SandboxRecord[]]));

	const all = (model: string) => {
		tableOf(model);
		return rows.get(model)!;
	};
	const get = (model: string, id: unknown) => {
		const record = all(model).find((row) => row.id === id);
		if (!record) throw missingError(model, id);
		return record;
	};

	function create(model: string, values: Readonly<Record<string, unknown>>): number {
		const table = tableOf(model);
		const inline = Object.keys(values).filter((field) => Array.isArray(values[field]) && table.fields[field]);
		const own = Object.fromEntries(Object.entries(values).filter(([field]) => !inline.includes(field)));
		check(model, own);
		const record: SandboxRecord = { ...table.defaults, ...own, id: all(model).length + 1 };
		const missing = table.required.find((field) => record[field] === undefined || record[field] === false);
		if (missing) throw validationError(`The operation cannot be completed: a mandatory field is not set: ${missing}`);
		all(model).push(record);
		for (const field of inline) createInline(table, record, { field, commands: values[field] as unknown[] });
		return record.id;
	}

	function createInline(table: ModelTable, record: SandboxRecord, given: { field: string; commands: unknown[] }): void {
		const { field, commands } = given;
		const lines = commands.map((command) => (command as [number, number, Record<string, unknown>])[2]);
		record[field] = lines.map((line) => create(table.fields[field]!, { ...line, order_id: record.id }));
	}

	function check(model: string, values: Readonly<Record<string, unknown>>): void {
		const { fields } = tableOf(model);
		for (const [field, value] of Object.entries(values)) {
			if (!(field in fields)) throw new OdooException('builtins.ValueError', `Invalid field '${field}' in '${model}'`);
			const points = fields[field];
			if (points && typeof value === 'number') get(points, value);
		}
	}

	function valueAt(model: string, record: SandboxRecord, path: string): unknown {
		const [field = '', rest] = path.split(/\.(.*)/s);
		const { fields } = tableOf(model);
		if (field !== 'id' && !(field in fields)) {
			throw new OdooException('builtins.ValueError', `Invalid field ${model}.${field} in leaf`);
		}
		const value = record[field];
		const points = fields[field];
		return rest && points && typeof value === 'number' ? valueAt(points, get(points, value), rest) : value;
	}

	function shown(model: string, record: SandboxRecord, field: string): unknown {
		const value = valueAt(model, record, field);
		const points = tableOf(model).fields[field];
		if (!points || typeof value !== 'number') return value ?? false;
		return [value, get(points, value)[tableOf(points).shownBy]];
	}

	return {
		all: (model) => all(model).map((record) => ({ ...record })),
		create,
		get,
		write(model, id, values) {
			check(model, values);
			Object.assign(get(model, id), values);
		},
		searchRead(model, { domain = [], fields, context, limit }) {
			const conditions = domain as [string, string, unknown][];
			const isHidden = (record: SandboxRecord) =>
				record['active'] === false && (context as Record<string, unknown> | undefined)?.['active_test'] !== false;
			const found = all(model)
				.filter((record) => !isHidden(record))
				.filter((record) => conditions.every(([path, how, wanted]) => meets(valueAt(model, record, path), how, wanted)))
				.slice(0, typeof limit === 'number' ? limit : undefined);
			const wanted =
				Array.isArray(fields) && fields.length > 0 ? (fields as string[]) : Object.keys(tableOf(model).fields);
			return found.map((record) => ({
				id: record.id,
				...Object.fromEntries(wanted.map((field) => [field, shown(model, record, field)])),
			}));
		},
	};
}

function tableOf(model: string): ModelTable {
	const table = Object.hasOwn(modelTables, model) ? modelTables[model] : undefined;
	if (!table) throw new OdooException('werkzeug.exceptions.NotFound', `the model '${model}' does not exist`, 404);
	return table;
}
