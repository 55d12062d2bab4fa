import { ok } from '#lib/kernel/result.ts';
import type { ErpCustomer } from '#lib/server/ports_erp.ts';
import type { Answer, OdooCall } from './odoo_call.ts';
import type { OdooNames } from './odoo_names.ts';
import { findOrCreate } from './odoo_records.ts';

/** Id of the customer's partner, made where it is missing. One that exists is left as people keep it in Odoo. */
export async function ensurePartner(call: OdooCall, names: OdooNames, customer: ErpCustomer): Promise<Answer<number>> {
	const { model, reference, name, phone, email } = names.partner;
	const known = Object.entries(customer.address ?? {}).filter(([, line]) => line !== '');
	const partner = await findOrCreate(call, { model, domain: [[reference, '=', customer.id]], fields: [] }, async () =>
		ok({
			values: {
				[reference]: customer.id,
				[name]: customer.name,
				[phone]: `+${customer.phone}`,
				...(customer.email !== null && { [email]: customer.email }),
				...Object.fromEntries(
					known.map(([field, line]) => [names.partner[field as keyof NonNullable<ErpCustomer['address']>], line]),
				),
			},
		}),
	);
	return partner.ok ? ok(partner.value.id) : partner;
}
