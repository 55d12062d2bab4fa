/** A model of the sandbox. A field is plain (null), or names the model it points at, or the model whose records it creates inline. */
export interface ModelTable {
	readonly fields: Readonly<Record<string, string | null>>;
	readonly required: readonly string[];
	readonly defaults: Readonly<Record<string, unknown>>;
	/** Field that other records show this one by. */
	readonly shownBy: string;
}

/** The fields of Odoo's models that an operator's plans, payments and usage touch, named as Odoo names them. */
export const modelTables: Readonly<Record<string, ModelTable>> = {
	'res.partner': table('name ref phone email street city zip active', { required: ['name'] }),
	'res.currency': table('name active', { required: ['name'] }),
	'product.product': table('name default_code active', { required: ['name'] }),
	'product.pricelist': table('name currency_id:res.currency active', { required: ['name', 'currency_id'] }),
	'sale.subscription.plan': table('name active', { required: ['name'] }),
	'account.journal': table('name code active', { required: ['name', 'code'] }),
	'sale.order': table(
		'name client_order_ref partner_id:res.partner pricelist_id:product.pricelist currency_id:res.currency plan_id:sale.subscription.plan ' +
			'order_line:sale.order.line state subscription_state next_invoice_date invoice_ids',
		{ required: ['partner_id'], defaults: { state: 'draft', subscription_state: false, invoice_ids: [] } },
	),
	'sale.order.line': table('order_id:sale.order product_id:product.product name product_uom_qty price_unit', {
		required: ['order_id', 'product_id'],
		defaults: { product_uom_qty: 1 },
	}),
	'account.move': table('partner_id:res.partner state move_type amount_residual currency_id:res.currency', {
		required: ['move_type', 'currency_id'],
		defaults: { state: 'draft' },
	}),
	'account.payment': table(
		'partner_id:res.partner amount currency_id:res.currency date memo payment_reference payment_type partner_type journal_id:account.journal state',
		{ required: ['payment_type', 'partner_type'], defaults: { state: 'draft', journal_id: 1 }, shownBy: 'memo' },
	),
};

function table(
	fields: string,
	{ required = [], defaults = {}, shownBy = 'name' }: Partial<Omit<ModelTable, 'fields'>>,
): ModelTable {
	const parsed = fields.split(' ').map((field) => field.split(':') as [string, string?]);
	const isArchivable = parsed.some(([name]) => name === 'active');
	return {
		fields: Object.fromEntries(parsed.map(([name, points]) => [name, points ?? null])),
		required,
		defaults: { ...(isArchivable && { active: true }), ...defaults },
		shownBy,
	};
}
