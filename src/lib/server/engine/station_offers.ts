import { listOffers, type Offers } from '../store/offer_rows.ts';
import { currencyOfStation } from '../store/station_currency.ts';
import type { Engine } from './engine.ts';

/** What can be bought at a station now, in its currency; nothing where there is no such station. */
export async function stationOffers(
	{ store: { db } }: Engine,
	stationId: string | undefined,
): Promise<Offers & { readonly currency: string }> {
	const currency = stationId === undefined ? null : await currencyOfStation(db, stationId);
	return currency === null
		? { currency: '', packages: [], products: [] }
		: { currency, ...(await listOffers(db, currency)) };
}
