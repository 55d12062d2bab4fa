import { expect, test } from 'vitest';
import { safeNextPath, signInPath } from './next_path.ts';

test.each(['/swap', '/manage/sessions?status=active', '/shift#list'])('leads on to %s', (path) => {
	expect(safeNextPath(path)).toBe(path);
});

test.each([
	null,
	undefined,
	'',
	'swap',
	'//evil.example',
	'/\\evil.example',
	'/\t/evil.example',
	'\\\\evil.example',
	'https://evil.example/',
	'javascript:alert(1)',
	'/.//evil.example',
])('does not lead to %s', (path) => {
	expect(safeNextPath(path)).toBe('/');
});

test('comes back to where the person wanted to go', () => {
	const path = signInPath(new URL('https://pitlane.example/manage/sessions?status=active'));
	expect(path).toBe('/sign-in?next=%2Fmanage%2Fsessions%3Fstatus%3Dactive');
	expect(signInPath(new URL('https://pitlane.example/'))).toBe('/sign-in');
});
