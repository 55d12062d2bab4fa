import * as v from 'valibot';

/**
 * What Odoo calls the things Pitlane writes there: models, fields, methods and the references of products and journals.
 * The defaults fit Odoo 18 and later with its Subscriptions; `.env.example` says what others set. Null leaves a field out.
 */
const namesSchema = v.strictObject({
	/** Zone of the days that Odoo's date fields hold. */
	timeZone: v.optional(v.pipe(v.string(), v.check(isTimeZone)), 'UTC'),
	partner: group({
		model: name('res.partner'),
		reference: name('ref'),
		name: name('name'),
		phone: name('phone'),
		email: name('email'),
		street: name('street'),
		city: name('city'),
		zip: name('zip'),
	}),
	product: group({ model: name('product.product'), reference: name('default_code') }),
	currency: group({ model: name('res.currency'), code: name('name') }),
	pricelist: group({ model: name('product.pricelist'), currency: name('currency_id') }),
	order: group({
		model: name('sale.order'),
		reference: name('client_order_ref'),
		partner: name('partner_id'),
		currency: name('currency_id'),
		pricelist: nullable('pricelist_id'),
		/** Field of the recurrence; null where Odoo has no subscriptions. */
		recurrence: nullable('plan_id'),
		recurrenceModel: name('sale.subscription.plan'),
		recurrenceName: v.optional(label(), 'Monthly'),
		lines: name('order_line'),
		lineProduct: name('product_id'),
		lineQuantity: name('product_uom_qty'),
		lineText: name('name'),
		linePrice: name('price_unit'),
		/** The product of a plan whose template no product bears; null refuses such a plan. */
		fallbackProduct: v.optional(v.nullable(label()), null),
		confirm: name('action_confirm'),
		cancel: name('action_cancel'),
		state: name('state'),
		subscriptionState: nullable('subscription_state'),
		activeStates: v.optional(v.array(label()), ['3_progress', 'sale']),
		nextInvoice: nullable('next_invoice_date'),
		invoices: name('invoice_ids'),
	}),
	invoice: group({ model: name('account.move'), open: name('amount_residual'), currency: name('currency_id') }),
	payment: group({
		model: name('account.payment'),
		/** `memo` since Odoo 18, `ref` before. */
		reference: name('memo'),
		receipt: name('payment_reference'),
		partner: name('partner_id'),
		amount: name('amount'),
		currency: name('currency_id'),
		date: name('date'),
		journal: name('journal_id'),
		journalModel: name('account.journal'),
		/** Code of the journal for each method of payment; without one Odoo takes its own. */
		journals: v.optional(v.record(label(), label()), {}),
		post: name('action_post'),
	}),
	usage: group({
		model: name('sale.order.line'),
		/** Takes and answers what `create` does. */
		method: name('create'),
		/** Where our reference stands; in the field of the text it stands in parentheses. */
		reference: name('name'),
		text: name('name'),
		order: nullable('order_id'),
		product: nullable('product_id'),
		quantity: nullable('product_uom_qty'),
		/** The product of a usage whose type no product bears; null refuses such a usage. */
		fallbackProduct: v.optional(v.nullable(label()), null),
	}),
});

/** Models, fields, methods and references, every one of them set. */
export type OdooNames = v.InferOutput<typeof namesSchema>;

/** Reads the names that differ from the defaults from JSON, for example `{"payment":{"reference":"ref"}}`. */
export function odooNames() {
	return v.pipe(
		v.string(),
		v.maxLength(8192),
		v.parseJson(),
		namesSchema,
		v.description('JSON of names that PITLANE_ODOO_NAMES of .env.example lists'),
	);
}

function group<const Entries extends v.ObjectEntries>(entries: Entries) {
	return v.optional(v.strictObject(entries), {} as v.InferInput<v.StrictObjectSchema<Entries, undefined>>);
}

/** A technical name, which goes into paths of URLs. */
function identifier() {
	return v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/));
}

function name(fallback: string) {
	return v.optional(identifier(), fallback);
}

function nullable(fallback: string) {
	return v.optional(v.nullable(identifier()), fallback);
}

function label() {
	return v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(128));
}

function isTimeZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}
