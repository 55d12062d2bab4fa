import { ok, refuse } from '#lib/kernel/result.ts';
import type { Answer, OdooCall } from './odoo_call.ts';
import type { OdooNames } from './odoo_names.ts';
import { type Condition, findRecords } from './odoo_records.ts';

/** What an operator keeps in Odoo and Pitlane only refers to: a record that is missing is refused, never made. */

/** Id of the product that bears the reference, else of the fallback. A wrong product would bill something else. */
export async function findProduct(
	call: OdooCall,
	names: OdooNames,
	{ reference, fallback }: { reference: string; fallback: string | null },
): Promise<Answer<number>> {
	const { model, reference: field } = names.product;
	for (const wanted of fallback === null ? [reference] : [reference, fallback]) {
		const found = await findFirst(call, model, [[field, '=', wanted]]);
		if (!found.ok) return found;
		if (found.value !== null) return ok(found.value);
	}
	return missing(`product with the reference ${reference}`);
}

/** Id of a currency that Odoo has activated. */
export async function findCurrency(call: OdooCall, names: OdooNames, code: string): Promise<Answer<number>> {
	const { model, code: field } = names.currency;
	return needed(await findFirst(call, model, [[field, '=', code]]), `active currency ${code}`);
}

/** Id of the oldest pricelist in a currency, or null: then Odoo takes the company's currency. */
export async function findPricelist(
	call: OdooCall,
	names: OdooNames,
	currency: string,
): Promise<Answer<number | null>> {
	const { model, currency: field } = names.pricelist;
	return findFirst(call, model, [[`${field}.${names.currency.code}`, '=', currency]]);
}

/** Id of the recurrence that new subscriptions get. */
export async function findRecurrence(call: OdooCall, names: OdooNames): Promise<Answer<number>> {
	const { recurrenceModel, recurrenceName } = names.order;
	return needed(
		await findFirst(call, recurrenceModel, [['name', '=', recurrenceName]]),
		`recurrence ${recurrenceName}`,
	);
}

/** Id of the journal for a method of payment, or null where none is named and Odoo takes its own. */
export async function findJournal(call: OdooCall, names: OdooNames, method: string): Promise<Answer<number | null>> {
	const { journalModel, journals } = names.payment;
	const code = Object.hasOwn(journals, method) ? journals[method] : undefined;
	if (code === undefined) return ok(null);
	return needed(await findFirst(call, journalModel, [['code', '=', code]]), `journal with the code ${code}`);
}

/** The oldest that is not archived. */
async function findFirst(call: OdooCall, model: string, domain: Condition[]): Promise<Answer<number | null>> {
	const found = await findRecords(call, { model, domain: [...domain, ['active', '=', true]], fields: [] });
	return found.ok ? ok(found.value[0]?.id ?? null) : found;
}

function needed(found: Answer<number | null>, what: string): Answer<number> {
	if (!found.ok) return found;
	return found.value === null ? missing(what) : ok(found.value);
}

function missing(what: string): Answer<never> {
	return refuse('ERP_REFUSED', { reason: `Odoo has no ${what}` });
}
