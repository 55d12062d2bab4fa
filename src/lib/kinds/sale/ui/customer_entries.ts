import { issueText } from '#lib/words/issue_text.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import type { StepRefusal } from '#lib/kinds/parts/ui/step_props.ts';
import type { CustomerField } from '../customer_fields.ts';
import type { SaleData } from '../state.ts';

/** The form's texts, by field. */
export type CustomerEntries = Readonly<Record<CustomerField, string>>;

/** What was registered, as it stands in the form when it is opened again. */
export function entriesOf(customer: SaleData['customer']): CustomerEntries {
	return {
		first_name: customer?.firstName ?? '',
		last_name: customer?.lastName ?? '',
		phone: customer ? `+${customer.phone}` : '',
		email: customer?.email ?? '',
		street: customer?.street ?? '',
		city: customer?.city ?? '',
		zip: customer?.zip ?? '',
	};
}

/** Why a field was refused, if it was. */
export function entryError(refusal: StepRefusal | null, field: CustomerField): string | undefined {
	if (refusal?.code === 'EMAIL_TAKEN' && field === 'email') return refusalText(refusal);
	if (refusal?.code !== 'INPUT_INVALID') return undefined;
	const { params } = refusal;
	// The form names each wrong field; the step names the first one, as its input calls it.
	const isFirst = String(params['path']).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) === field;
	const issue = params[field] ?? (isFirst ? params['issue'] : undefined);
	return typeof issue === 'string' ? issueText(issue) : undefined;
}
