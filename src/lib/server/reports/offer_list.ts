import {
	listOnOffer,
	listTemplates,
	listWithdrawn,
	loadStoredOffer,
	type OfferContent,
	type OfferKind,
	type StoredOffer,
} from '#lib/server/store/offer_catalogue.ts';
import { currenciesOfStations } from '#lib/server/store/station_currency.ts';
import type { ReportParts } from './record_reading.ts';

/** What is for sale in one currency, each kind in its own order, and what was withdrawn last. */
export interface OfferList {
	readonly packages: readonly StoredOffer[];
	readonly plans: readonly StoredOffer[];
	/** The latest first. */
	readonly withdrawn: readonly StoredOffer[];
	/** What subscriptions are made from. */
	readonly templates: readonly OfferTemplate[];
}

/** A template of plans, by its name. */
export interface OfferTemplate {
	readonly id: string;
	readonly name: string;
}

/** What one kind of offer says. */
export type ContentOf<Kind extends OfferKind> = OfferContent & { readonly kind: Kind };

/** The most withdrawn offers that are listed. */
const withdrawnLimit = 20;

/** The currencies that stations ask for money in: those in which their managers may set prices. */
export function currenciesOf({ store }: ReportParts, stations: '*' | readonly string[]): Promise<string[]> {
	return currenciesOfStations(store.db, stations);
}

/** Reads what is for sale in a currency. */
export async function readOfferList({ store: { db } }: ReportParts, currency: string): Promise<OfferList> {
	const [packages, plans, oldPackages, oldPlans, templates] = await Promise.all([
		listOnOffer(db, { kind: 'package', currency }),
		listOnOffer(db, { kind: 'plan', currency }),
		listWithdrawn(db, { kind: 'package', currency }),
		listWithdrawn(db, { kind: 'plan', currency }),
		listTemplates(db, currency),
	]);
	const withdrawn = [...oldPackages, ...oldPlans]
		.sort((a, b) => (b.withdrawnAt ?? 0) - (a.withdrawnAt ?? 0))
		.slice(0, withdrawnLimit);
	return { packages, plans, withdrawn, templates };
}

/** The templates that subscriptions of a currency can be made from. */
export function readTemplates({ store }: ReportParts, currency: string): Promise<OfferTemplate[]> {
	return listTemplates(store.db, currency);
}

/** What an offer says that stands or was withdrawn; null if there is none in these currencies. */
export async function readOffer<Kind extends OfferKind>(
	{ store }: ReportParts,
	{ kind, id, currencies }: { kind: Kind; id: string; currencies: readonly string[] },
): Promise<(Omit<StoredOffer, 'content'> & { readonly content: ContentOf<Kind> }) | null> {
	const offer = await loadStoredOffer(store.db, kind, id);
	if (!offer || !currencies.includes(offer.content.currency)) return null;
	return { ...offer, content: offer.content as ContentOf<Kind> };
}
