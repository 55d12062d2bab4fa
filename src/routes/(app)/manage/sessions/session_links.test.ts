import { expect, test } from 'vitest';
import { backHref, exportHref, listHref, sessionHref, sortHref } from './session_links.ts';

const fields = {
	from: '2026-11-15',
	to: '2026-11-21',
	status: '',
	q: 'a&b',
	sort: 'energy',
	dir: 'desc',
	after: 'key',
	before: '',
};

test('a changed filter starts at the first page and keeps the rest', () => {
	expect(listHref(fields, { status: 'active' })).toBe(
		'/manage/sessions?from=2026-11-15&to=2026-11-21&status=active&q=a%26b&sort=energy&dir=desc',
	);
});

test('a page keeps the filter', () => {
	expect(listHref(fields, { before: 'k2' })).toMatch(/dir=desc&before=k2$/);
});

test('the export knows no page and no order', () => {
	expect(exportHref(fields)).toBe('/manage/sessions/export.csv?from=2026-11-15&to=2026-11-21&q=a%26b');
});

test('a header sorts descending first, then ascending', () => {
	expect(sortHref(fields, 'amount')).toContain('sort=amount&dir=desc');
	expect(sortHref(fields, 'energy')).toContain('sort=energy&dir=asc');
	expect(sortHref({}, 'created')).toContain('sort=created&dir=asc');
});

test('a session leads back to the page of the list it was found on', () => {
	const page = new URL(sessionHref('att-sess-1', fields), 'http://localhost');
	expect(page.pathname).toBe('/manage/sessions/att-sess-1');
	expect(backHref(page)).toBe('/manage/sessions?from=2026-11-15&to=2026-11-21&q=a%26b&sort=energy&dir=desc&after=key');
	expect(backHref(new URL('http://localhost/manage/sessions/att-sess-1'))).toBe('/manage/sessions');
});
