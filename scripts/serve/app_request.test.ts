import { describe, expect, test } from 'vitest';
import { clientAddress, loopbackRedirect, toAppRequest, withSecurityHeaders } from './app_request.ts';

const origin = 'https://pitlane.example';
const mebibyte = 1024 * 1024;

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
	return new Request('http://10.0.0.7:4173/api?x=1', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
}

describe('the request the app sees', () => {
	test('stands below the public origin, with path, query, headers and body', async () => {
		const request = (await toAppRequest(post('hello', { 'x-test': 'kept' }), origin)) as Request;
		expect(request.url).toBe('https://pitlane.example/api?x=1');
		expect(request.headers.get('x-test')).toBe('kept');
		expect(await request.text()).toBe('hello');
	});
	test('stays below it when its path begins with two slashes', async () => {
		const request = await toAppRequest(new Request('http://10.0.0.7//evil.example/x'), origin);
		expect((request as Request).url).toBe('https://pitlane.example//evil.example/x');
	});
	test('has a body of at most a mebibyte, announced or not', async () => {
		const stream = (bytes: number) => new Blob([new Uint8Array(bytes)]).stream();
		expect(await toAppRequest(post(stream(mebibyte)), origin)).toBeInstanceOf(Request);
		expect(((await toAppRequest(post(stream(mebibyte + 1)), origin)) as Response).status).toBe(413);
		const announced = post('short', { 'content-length': String(mebibyte + 1) });
		expect(((await toAppRequest(announced, origin)) as Response).status).toBe(413);
	});
});

test('X-Forwarded-For counts only behind a proxy of ours, and then only what that proxy wrote', () => {
	const request = new Request(origin, { headers: { 'x-forwarded-for': '6.6.6.6, 10.1.1.1' } });
	expect(clientAddress(request, '127.0.0.1', false)).toBe('127.0.0.1');
	expect(clientAddress(request, '127.0.0.1', true)).toBe('10.1.1.1');
	expect(clientAddress(new Request(origin), '127.0.0.1', true)).toBe('127.0.0.1');
});

describe('a person at the other name of this machine', () => {
	const home = 'http://localhost:4173';
	const navigation = { headers: { 'sec-fetch-mode': 'navigate' } };
	test('is sent to the origin', () => {
		const response = loopbackRedirect(new Request('http://127.0.0.1:4173/a?b=1', navigation), home);
		expect(response?.headers.get('location')).toBe('http://localhost:4173/a?b=1');
	});
	test.each([
		['the origin itself', 'http://localhost:4173/', navigation],
		['another port', 'http://127.0.0.1:4174/', navigation],
		['another machine', 'http://10.0.0.7:4173/', navigation],
		['a program', 'http://127.0.0.1:4173/', {}],
	])('but not %s', (_, url, init) => expect(loopbackRedirect(new Request(url, init), home)).toBeUndefined());
});

test('security headers are added, and what the app has set stays', () => {
	const response = withSecurityHeaders(new Response(null, { headers: { 'referrer-policy': 'no-referrer' } }), origin);
	expect(Object.fromEntries(response.headers)).toMatchObject({
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'no-referrer',
		'strict-transport-security': 'max-age=31536000',
	});
	expect(withSecurityHeaders(new Response(), 'http://localhost:4173').headers.has('strict-transport-security')).toBe(
		false,
	);
});
