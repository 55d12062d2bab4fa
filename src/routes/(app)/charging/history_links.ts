/** What the history is filtered by; null is all. */
interface Filter {
	readonly month: string | null;
	readonly stationId: string | null;
	readonly status: string | null;
}

/** In which order it stands, and which page of it is shown. */
interface Place {
	readonly order?: string;
	readonly before?: string;
	readonly after?: string;
}

/** The filter, and perhaps a place in the list, as they stand in an address; what the address need not say is left out. */
export function listQuery(filter: Filter, { order, ...page }: Place = {}): string {
	const { month, stationId: station, status } = filter;
	const fields = Object.entries({ month, station, status, order: order === 'start_desc' ? null : order, ...page });
	return new URLSearchParams(fields.flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
}

/** The sessions of a month, or of all, that wait for a person. */
export function heldPath(month: string | null): string {
	return `/charging?${listQuery({ month, stationId: null, status: 'held' })}`;
}
