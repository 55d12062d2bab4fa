import { configure, type LogRecord, reset } from '@logtape/logtape';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import type { OdooCall } from './odoo_call.ts';
import { findOrCreate } from './odoo_records.ts';

const logged: LogRecord[] = [];

beforeEach(() =>
	configure({
		sinks: { memory: (record) => void logged.push(record) },
		loggers: [
			{ category: ['pitlane'], sinks: ['memory'] },
			{ category: ['logtape', 'meta'], sinks: [] },
		],
	}),
);
afterEach(async () => {
	await reset();
	logged.splice(0);
});

/** An Odoo that answers what it is given, one after the other. */
function answering(...values: unknown[]): OdooCall & { readonly methods: string[] } {
	const methods: string[] = [];
	const call: OdooCall = (_, method) => {
		methods.push(method);
		return Promise.resolve(ok(values.shift()));
	};
	return Object.assign(call, { methods });
}

const query = { model: 'res.partner', domain: [['ref', '=', 'c-1']], fields: [] } as const;
const wanted = () => Promise.resolve(ok({ values: { ref: 'c-1' } }));

test('what is found is not created', async () => {
	const odoo = answering([{ id: 4 }]);
	expect(await findOrCreate(odoo, query, wanted)).toEqual(ok({ id: 4 }));
	expect(odoo.methods).toEqual(['search_read']);
});

test('of two that were created at the same moment the older counts, and the log names both', async () => {
	const odoo = answering([], [8], [{ id: 7 }, { id: 8 }]);
	expect(await findOrCreate(odoo, query, wanted)).toEqual(ok({ id: 7 }));
	expect(logged).toMatchObject([{ level: 'warning', properties: { ids: [7, 8], model: 'res.partner' } }]);
});

test('what was created but is not found is refused: asking again would create another one', async () => {
	expect(await findOrCreate(answering([], [8], []), query, wanted)).toEqual(
		refuse('ERP_REFUSED', { reason: 'Odoo does not find res.partner 8, which it created' }),
	);
});

test('an id that comes alone counts as well', async () => {
	expect(await findOrCreate(answering([], 8, [{ id: 8 }]), query, wanted)).toEqual(ok({ id: 8 }));
});

test('what are no records is a fault', async () => {
	await expect(findOrCreate(answering({ id: 4 }), query, wanted)).rejects.toThrow(FaultError);
});
