const path = '/manage/money';

/** What a list is about, as it stands in the address; empty fields ask for nothing. */
interface MoneyView {
	readonly show: string;
	readonly station: string;
	readonly after?: string | null;
	readonly before?: string | null;
}

/** Where a page of the list is; without a key its first page. */
export function moneyHref(view: MoneyView): string {
	return `${path}?${queryOf(view)}`;
}

/** A payment's page, which leads back to this page of the list. */
export function paymentHref(id: string, list: URL): string {
	const query = list.searchParams.toString();
	return `${path}/${encodeURIComponent(id)}${query && `?list=${encodeURIComponent(query)}`}`;
}

/** The list as it was when the address of a payment's page was made. */
export function backHref(paymentPage: URL): string {
	const query = paymentPage.searchParams.get('list');
	return query ? `${path}?${new URLSearchParams(query).toString()}` : path;
}

function queryOf({ show, station, after, before }: MoneyView): string {
	return new URLSearchParams({
		show,
		...(station && { station }),
		...(after && { after }),
		...(before && { before }),
	}).toString();
}
