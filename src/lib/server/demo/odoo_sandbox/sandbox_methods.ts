import { OdooException, validationError } from './odoo_exception.ts';
import type { SandboxRecords } from './sandbox_records.ts';

/** A call of a method, its parameters by name. */
export interface MethodCall {
	readonly model: string;
	readonly method: string;
	readonly params: Readonly<Record<string, unknown>>;
}

/** Runs a method of a model on the records. Throws OdooException as Odoo would. */
export function runMethod(records: SandboxRecords, { model, method, params }: MethodCall): unknown {
	records.all(model);
	const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
	if (!run || (run.models && !run.models.includes(model))) {
		throw new OdooException('werkzeug.exceptions.NotFound', `The method '${model}.${method}' does not exist`, 404);
	}
	return run.on(records, model, params);
}

interface Method {
	/** Models that have it; all of them if there are none. */
	readonly models?: readonly string[];
	readonly on: (records: SandboxRecords, model: string, params: MethodCall['params']) => unknown;
}

const methods: Record<string, Method> = {
	search_read: { on: (records, model, params) => records.searchRead(model, params) },
	create: {
		on(records, model, { vals_list: values }) {
			if (Array.isArray(values)) return values.map((each) => make(records, model, each as Record<string, unknown>));
			return make(records, model, values as Record<string, unknown>);
		},
	},
	action_confirm: {
		models: ['sale.order'],
		on(records, model, { ids }) {
			for (const id of ids as number[]) confirm(records, model, id);
			return true;
		},
	},
	action_cancel: {
		models: ['sale.order'],
		on(records, model, { ids }) {
			for (const id of ids as number[]) cancel(records, model, id);
			return true;
		},
	},
	// As in Odoo it returns nothing, which JSON-RPC tells by leaving the result out.
	action_post: {
		models: ['account.payment'],
		on(records, model, { ids }) {
			for (const id of ids as number[]) post(records, model, id);
			return null;
		},
	},
};

function make(records: SandboxRecords, model: string, values: Record<string, unknown>): number {
	if (model === 'account.payment' && Number(values['amount']) < 0) {
		throw validationError('The payment amount cannot be negative.');
	}
	const id = records.create(model, values);
	if (model === 'sale.order') {
		const pricelist = records.get(model, id)['pricelist_id'];
		const currency = typeof pricelist === 'number' ? records.get('product.pricelist', pricelist)['currency_id'] : 1;
		records.write(model, id, { name: `S${String(id).padStart(5, '0')}`, currency_id: currency });
	}
	return id;
}

function confirm(records: SandboxRecords, model: string, id: number): void {
	const order = records.get(model, id);
	if (order['state'] !== 'draft' && order['state'] !== 'sent') {
		const message = 'Some orders are not in a state requiring confirmation.';
		throw new OdooException('odoo.exceptions.UserError', message, 422);
	}
	records.write(model, id, {
		state: 'sale',
		...(order['plan_id'] !== undefined && { subscription_state: '3_progress' }),
	});
}

function cancel(records: SandboxRecords, model: string, id: number): void {
	const { plan_id: plan } = records.get(model, id);
	records.write(model, id, { state: 'cancel', ...(plan !== undefined && { subscription_state: '6_churn' }) });
}

function post(records: SandboxRecords, model: string, id: number): void {
	if (records.get(model, id)['state'] !== 'draft') {
		throw new OdooException('odoo.exceptions.UserError', 'Only a draft payment can be posted.', 422);
	}
	records.write(model, id, { state: 'in_process' });
}
