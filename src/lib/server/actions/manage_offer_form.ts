import * as v from 'valibot';
import { minorDigits, toMajor, toMinor } from '#lib/kernel/money.ts';
import { idText, safeText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';
import type { ContentOf } from '../reports/offer_list.ts';

/** How often a subscription is paid for. */
const periods = ['weekly', 'monthly', 'yearly'] as const;

/** The most parts of a package. */
const partLimit = 20;

/** The fields of a part, of which a form has one each per part. */
const partFields = ['partNumber', 'partName', 'partType', 'partPrice', 'partQuantity'] as const;

const named = v.message(safeText(120), () => m.offers_issue_name());
const erpNumber = wholeNumber(2_147_483_647, () => m.offers_issue_number());
const quantity = wholeNumber(100, () => m.offers_issue_quantity());

/** What a package is to be. A part without anything in it is left out by `withoutEmptyParts`. */
export function packageForm(currency: string) {
	return v.object({
		name: named,
		number: erpNumber,
		partNumber: v.pipe(
			v.array(erpNumber),
			v.minLength(1, () => m.offers_issue_parts()),
			v.maxLength(partLimit, () => m.offers_issue_parts()),
		),
		partName: v.array(named),
		partType: v.array(chosen(() => m.offers_issue_type())),
		partPrice: v.array(price(currency)),
		partQuantity: v.array(quantity),
	});
}

/** What a subscription is to be. */
export function planForm(currency: string) {
	return v.object({
		name: named,
		number: erpNumber,
		price: price(currency),
		period: v.picklist(periods, () => m.offers_issue_period()),
		templateId: chosen(() => m.offers_issue_template()),
	});
}

export type PackageFields = v.InferOutput<ReturnType<typeof packageForm>>;
export type PlanFields = v.InferOutput<ReturnType<typeof planForm>>;

/** A part to be filled in. */
export const emptyPart = { partNumber: '', partName: '', partType: 'main_service', partPrice: '', partQuantity: '1' };

/** The fields without the parts in which nothing was typed; a part whose fields are not all there is left out as well. */
export function withoutEmptyParts(posted: FormData): FormData {
	const kept = new FormData();
	for (const [name, value] of posted) if (!isPartField(name)) kept.append(name, value);
	const columns = partFields.map((name) => posted.getAll(name).map(String));
	const rows = Math.min(...columns.map(({ length }) => length));
	for (let row = 0; row < rows; row++) {
		const isTyped = ['partNumber', 'partName', 'partPrice'].some((name) => posted.getAll(name)[row] !== '');
		if (isTyped) partFields.forEach((name, column) => kept.append(name, columns[column]?.[row] ?? ''));
	}
	return kept;
}

/** The package that the fields say; its price is the sum of its parts. */
export function packageOf(fields: PackageFields, currency: string): ContentOf<'package'> {
	const components = fields.partNumber.map((number, row) => ({
		id: Number(number),
		name: fields.partName[row] ?? '',
		type: fields.partType[row] ?? '',
		priceMinor: amountMinor(fields.partPrice[row] ?? '', currency),
		quantity: Number(fields.partQuantity[row]),
	}));
	const priceMinor = components.reduce((sum, part) => sum + part.priceMinor * part.quantity, 0);
	return { kind: 'package', erpId: Number(fields.number), name: fields.name, priceMinor, currency, components };
}

/** The subscription that the fields say. */
export function planOf(
	{ name, number, price: asked, period, templateId }: PlanFields,
	currency: string,
): ContentOf<'plan'> {
	const priceMinor = amountMinor(asked, currency);
	return { kind: 'plan', erpId: Number(number), name, priceMinor, currency, period, templateId };
}

/** The fields of a form that says an offer as it is. */
export function packageFields({ name, erpId, currency, components }: ContentOf<'package'>): PackageFields {
	return {
		name,
		number: String(erpId),
		partNumber: components.map(({ id }) => String(id)),
		partName: components.map((part) => part.name),
		partType: components.map(({ type }) => type),
		partPrice: components.map(({ priceMinor }) => amountText(priceMinor, currency)),
		partQuantity: components.map((part) => String(part.quantity)),
	};
}

/** As `packageFields`, of a subscription. */
export function planFields(content: ContentOf<'plan'>): PlanFields {
	const { name, erpId, priceMinor, currency, period, templateId } = content;
	return { name, number: String(erpId), price: amountText(priceMinor, currency), period, templateId };
}

function isPartField(name: string): boolean {
	return partFields.some((field) => field === name);
}

/** Up to as many decimals as the currency has, nothing that could be read in two ways. */
function price(currency: string) {
	const digits = minorDigits(currency);
	const pattern = digits === 0 ? /^\d{1,9}$/ : /^\d{1,9}(?:[.,]\d{1,2})?$/;
	return v.pipe(
		v.string(),
		v.trim(),
		v.regex(pattern, () => (digits === 0 ? m.offers_issue_price_whole() : m.offers_issue_price())),
	);
}

function chosen(issue: () => string) {
	return v.pipe(v.string(), v.nonEmpty(issue), idText);
}

function wholeNumber(max: number, issue: () => string) {
	return v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^[1-9]\d{0,9}$/, issue),
		v.check((text) => Number(text) <= max, issue),
	);
}

function amountMinor(text: string, currency: string): number {
	return toMinor(Number(text.replace(',', '.')), currency);
}

function amountText(minor: number, currency: string): string {
	const major = toMajor(minor, currency);
	return Number.isInteger(major) ? String(major) : major.toFixed(minorDigits(currency));
}
