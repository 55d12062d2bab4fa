/** What the history is filtered by; null is all. */
interface Filter {
	readonly month: string | null;
	readonly stationId: string | null;
	readonly status: string | null;
}

/** The filter, and perhaps a page of it, as it stands in an address. */
export function listQuery(filter: Filter, page: { before?: string; after?: string } = {}): string {
	const { month, stationId: station, status } = filter;
	const fields = Object.entries({ month, station, status, ...page });
	return new URLSearchParams(fields.flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
}
