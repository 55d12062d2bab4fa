import { describe, expect, test } from 'vitest';
import {
	changesOwner,
	isFresh,
	isGone,
	isKeepable,
	isKeptPath,
	isNoPage,
	isShown,
	keptAtHeader,
	keyOf,
	ownerHeader,
	pageOfData,
} from './kept_pages.ts';

const html = { 'content-type': 'text/html; charset=utf-8', [ownerHeader]: 'attendant-1' };
const json = { 'content-type': 'application/json', [ownerHeader]: 'attendant-1' };
const whole = '{"type":"data","nodes":[null,{"type":"data","data":[],"uses":{}}]}';
const redirect = '{"type":"redirect","location":"/sign-in?next=%2F"}';

describe('a page is kept', () => {
	test.each(['/', '/swap', '/sale', '/shift', '/sessions/att-sess-1', '/plan'])('where work goes on: %s', (path) =>
		expect(isKeptPath(path)).toBe(true),
	);
	test.each([
		'/sessions/att-sess-1/receipt',
		'/plan/SUB-1/payments',
		'/manage/sessions',
		'/manage/sessions/1',
		'/tokens',
		'/sign-in',
		'/docs',
	])('and nowhere else: %s', (path) => expect(isKeptPath(path)).toBe(false));
	test('as a whole document or with all its data', () => {
		expect(isKeepable(new Response('', { headers: html }), 'document', '<p>')).toBe(true);
		expect(isKeepable(new Response('', { headers: json }), 'data', whole)).toBe(true);
	});
});

describe('nothing is kept of', () => {
	test.each([401, 404, 422, 429, 500, 503])('an answer with status %i', (status) =>
		expect(isKeepable(new Response('', { status, headers: html }), 'document', '<p>')).toBe(false),
	);
	test('an answer that names no owner', () => {
		const nobodys = new Response('', { headers: { 'content-type': 'text/html' } });
		expect(isKeepable(nobodys, 'document', '<p>')).toBe(false);
	});
	test('an answer of another sort', () =>
		expect(isKeepable(new Response('', { headers: { ...html, 'content-type': 'text/csv' } }), 'document', '')).toBe(
			false,
		));
	test.each([
		['a redirect', redirect],
		['a part', '{"type":"data","nodes":[{"type":"skip"},{"type":"data","data":[]}]}'],
		['an error inside', '{"type":"data","nodes":[{"type":"data","data":[]},{"type":"error","error":{}}]}'],
		['more to come', `${whole}\n{"type":"chunk"}`],
		['no page at all', '{"type":"data","nodes":[]}'],
	])('data that is %s', (_, text) => expect(isKeepable(new Response('', { headers: json }), 'data', text)).toBe(false));
});

test('a part of a page shows it, a redirect does not', () => {
	expect(isShown(new Response('', { headers: json }), 'data', '{"type":"data","nodes":[{"type":"skip"}]}')).toBe(true);
	expect(isShown(new Response('', { headers: json }), 'data', redirect)).toBe(false);
});

test('a copy goes only if the server says that its page is gone', () => {
	const answered = (status: number) => isGone(new Response('', { status }), 'document', '');
	expect([403, 404, 410].map(answered)).toEqual([true, true, true]);
	expect([200, 429, 500, 503].map(answered)).toEqual([false, false, false, false]);
	expect(isGone(new Response(''), 'data', redirect)).toBe(true);
	expect(isGone(new Response(''), 'data', whole)).toBe(false);
});

test.each(['/api/sessions', '/rpc/sessions.get', '/manage/sessions/export.csv', '/manage/stations/1/live', '/health'])(
	'%s stays between page and server',
	(path) => expect(isNoPage(path)).toBe(true),
);

describe('a request may leave the pages to somebody else', () => {
	test.each(['/sign-out', '/sign-in', `/welcome/${'A'.repeat(43)}`])('if it is posted to %s', (path) => {
		expect(changesOwner('POST', path)).toBe(true);
		expect(changesOwner('GET', path)).toBe(false);
	});
	test.each([
		'/',
		'/shift',
		'/swap',
		'/sessions/att-sess-1',
		'/forgot-password',
		'/language',
		'/welcome',
		'/sign-in/x',
	])('and not if it is posted to %s', (path) => expect(changesOwner('POST', path)).toBe(false));
});

test('data and page find each other', () => {
	for (const path of ['/', '/sessions/att-sess-1']) expect(pageOfData(keyOf(path, 'data'))).toBe(path);
	expect(pageOfData('/sessions/att-sess-1')).toBeUndefined();
});

test('a copy is shown for twelve hours, and not by a clock that was set back', () => {
	const hour = 3_600_000;
	const copy = new Response('', { headers: { [keptAtHeader]: String(100 * hour) } });
	const shown = [99, 100, 111, 112].map((at) => isFresh(copy, at * hour));
	expect(shown).toEqual([false, true, true, false]);
});
