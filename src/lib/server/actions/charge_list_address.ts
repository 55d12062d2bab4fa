import * as v from 'valibot';
import { idText } from '#lib/kernel/schemas.ts';
import type { ChargeListFilter, ChargeListPage } from '../reports/charge_list.ts';
import { printPageKey, readPageKeys } from '../reports/page_key.ts';

/** How the history can be ordered, as its address says; the newest first where that says nothing. */
const orders = {
	start_desc: { sort: 'start', direction: 'desc' },
	start_asc: { sort: 'start', direction: 'asc' },
	energy_desc: { sort: 'energy', direction: 'desc' },
	energy_asc: { sort: 'energy', direction: 'asc' },
	cost_desc: { sort: 'cost', direction: 'desc' },
	cost_asc: { sort: 'cost', direction: 'asc' },
} as const;

type ListOrder = keyof typeof orders;
type Sort = (typeof orders)[ListOrder]['sort'];

const order = v.picklist(Object.keys(orders) as ListOrder[]);
const month = v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/));
const status = v.picklist(['active', 'completed', 'cancelled', 'held']);

/** Which sessions an address asks for. What cannot be a filter is none. */
export function readChargeFilter(params: URLSearchParams): ChargeListFilter {
	return {
		month: read(month, params.get('month')),
		stationId: read(idText, params.get('station')),
		status: read(status, params.get('status')),
	};
}

/** Which page of them, and in which order. A page of another order than the address says is the first. */
export function readChargePage(params: URLSearchParams): { order: ListOrder; page: Omit<ChargeListPage, 'limit'> } {
	const chosen = read(order, params.get('order')) ?? 'start_desc';
	const { sort, direction } = orders[chosen];
	const { after, before } = readPageKeys(params, 3);
	return { order: chosen, page: { sort, direction, after: keyOf(sort, after), before: keyOf(sort, before) } };
}

/** A page's key as it stands in an address: its order goes before it. */
export function printChargeKey(of: ListOrder, key: readonly (string | number)[] | null): string | null {
	return printPageKey(key && [orders[of].sort, ...key]);
}

function keyOf(sort: Sort, key: readonly (string | number)[] | undefined) {
	const [of, ...rest] = key ?? [];
	return of === sort ? rest : undefined;
}

function read<T>(schema: v.GenericSchema<unknown, T>, text: string | null): T | null {
	const parsed = v.safeParse(schema, text);
	return parsed.success ? parsed.output : null;
}
