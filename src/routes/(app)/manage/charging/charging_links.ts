const path = '/manage/charging';

/** What a list is about, as it stands in the address; empty fields ask for nothing. */
interface ChargingView {
	readonly show: string;
	readonly station: string;
	readonly after?: string | null;
	readonly before?: string | null;
}

/** Where a page of a list is; without a key its first page. */
export function chargingHref(view: ChargingView): string {
	return `${path}?${queryOf(view)}`;
}

/** A session's page, which leads back to this page of the list. */
export function chargeHref(sessionId: string, list: URL): string {
	const query = list.searchParams.toString();
	return `${path}/${encodeURIComponent(sessionId)}${query && `?list=${encodeURIComponent(query)}`}`;
}

/** The list as it was when the address of a session's page was made. */
export function chargingBackHref(sessionPage: URL): string {
	const query = sessionPage.searchParams.get('list');
	return query ? `${path}?${new URLSearchParams(query).toString()}` : path;
}

/** The address that a form of this list is posted to, so that the answer shows the same list. */
export function chargingAction(name: string, list: URL): string {
	const { searchParams } = list;
	const field = (key: string) => searchParams.get(key) ?? '';
	const view = { show: field('show'), station: field('station'), after: field('after'), before: field('before') };
	return `?/${name}&${queryOf(view)}`;
}

function queryOf({ show, station, after, before }: ChargingView): string {
	return new URLSearchParams({
		show,
		...(station && { station }),
		...(after && { after }),
		...(before && { before }),
	}).toString();
}
