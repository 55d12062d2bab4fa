import { issueText } from '#lib/words/issue_text.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import type { StepRefusal } from '#lib/kinds/parts/ui/step_props.ts';
import { customerFields, type CustomerField } from '../customer_form.ts';
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

/** Keeps what is typed for this tab, so that neither a reload nor the back button loses it. Where nothing can be kept, nothing is. */
export function keepEntries(sessionId: string, entries: CustomerEntries): void {
	try {
		sessionStorage.setItem(keyOf(sessionId), JSON.stringify(entries));
	} catch {
		// Full or forbidden: the form works without it.
	}
}

/** What was typed in this tab and not yet registered; null if nothing was. */
export function keptEntries(sessionId: string): CustomerEntries | null {
	try {
		const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(sessionId)) ?? 'null');
		return isEntries(kept) ? kept : null;
	} catch {
		return null;
	}
}

/** Forgets what was typed: it is registered now, or the sale is over. */
export function forgetEntries(sessionId: string): void {
	try {
		sessionStorage.removeItem(keyOf(sessionId));
	} catch {
		// Nothing was kept.
	}
}

function keyOf(sessionId: string): string {
	return `pitlane-sale-customer-${sessionId}`;
}

function isEntries(kept: unknown): kept is CustomerEntries {
	return (
		typeof kept === 'object' &&
		kept !== null &&
		customerFields.every((field) => typeof (kept as Record<string, unknown>)[field] === 'string')
	);
}
