/** Where a page of the list is; without a key its first page. */
export function outboxHref(show: string, key: { after?: string | null; before?: string | null } = {}): string {
	return `/manage/outbox?${queryOf(show, key)}`;
}

/** The address that a form of this list is posted to, so that the answer shows the same list. */
export function retryAction(list: URL): string {
	const { searchParams } = list;
	const show = searchParams.get('show') ?? 'stuck';
	return `?/retry&${queryOf(show, { after: searchParams.get('after'), before: searchParams.get('before') })}`;
}

function queryOf(show: string, { after, before }: { after?: string | null; before?: string | null }): string {
	const fields = { show, ...(after && { after }), ...(before && { before }) };
	return new URLSearchParams(fields).toString();
}
