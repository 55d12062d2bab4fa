import type { PageData } from './$types';

/** A page of the list with the same filter; without a key its first page. */
export function auditHref(fields: PageData['fields'], key: { after: string } | { before: string }): string {
	const set = Object.entries({ ...fields, ...key }).filter(([, value]) => value !== '');
	return `/manage/audit?${new URLSearchParams(set).toString()}`;
}
