/** The filter of the list as it stands in the address. */
export type ListFields = Readonly<Record<string, string>>;

const path = '/manage/sessions';

/** The list with some fields changed, at its first page unless a page is among the changes. */
export function listHref(fields: ListFields, changes: ListFields = {}): string {
	return `${path}?${queryOf({ ...fields, after: '', before: '', ...changes })}`;
}

/** The export of all that the filter covers, whatever page is open. */
export function exportHref(fields: ListFields): string {
	return `${path}/export.csv?${queryOf({ ...fields, sort: '', dir: '', after: '', before: '' })}`;
}

/** A session's page, which leads back to this page of the list. */
export function sessionHref(id: string, fields: ListFields): string {
	return `${path}/${encodeURIComponent(id)}?list=${encodeURIComponent(queryOf(fields))}`;
}

/** The list as it was when the address of a session's page was made. */
export function backHref(sessionPage: URL): string {
	const query = sessionPage.searchParams.get('list');
	return query ? `${path}?${new URLSearchParams(query).toString()}` : path;
}

/** Where a column's header leads: sorted by it, or the other way round where it is already. */
export function sortHref(fields: ListFields, sort: string): string {
	const { sort: present, dir } = sortOf(fields);
	return listHref(fields, { sort, dir: present === sort && dir === 'desc' ? 'asc' : 'desc' });
}

/** How the list is sorted: newest first unless the address says otherwise. */
export function sortOf(fields: ListFields): { sort: string; dir: 'asc' | 'desc' } {
	return { sort: fields['sort'] || 'created', dir: fields['dir'] === 'asc' ? 'asc' : 'desc' };
}

function queryOf(fields: ListFields): string {
	return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '')).toString();
}
