import { toMinor, type Money } from '#lib/kernel/money.ts';

/** What the parts cost together as they are typed; a part that cannot be read yet costs nothing. */
export function sumOfParts(
	{ partPrice, partQuantity }: { partPrice: readonly string[]; partQuantity: readonly string[] },
	currency: string,
): Money {
	const amounts = partPrice.map((price, row) => numberIn(price) * numberIn(partQuantity[row] ?? ''));
	return { amountMinor: amounts.reduce((sum, major) => sum + toMinor(major, currency), 0), currency };
}

function numberIn(text: string): number {
	const number = Number(text.trim().replace(',', '.'));
	return Number.isFinite(number) ? number : 0;
}
