/** One thing on offer as a card shows it, in the reader's own figures. */
export interface OfferCard {
	readonly id: string;
	readonly name: string;
	readonly price: string;
	/** How often the price is paid. */
	readonly period: string;
	readonly parts: readonly { readonly name: string; readonly price: string }[];
}
