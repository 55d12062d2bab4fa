import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { bleRefusals } from '#lib/ble/refusals.ts';
import { phoneNumber } from '#lib/kernel/phone_number.ts';
import { phoneDigits } from '#lib/kernel/phone.ts';
import { fillMessage, type RefusalRow } from '#lib/kernel/result.ts';
import { idText, isoInstant, safeText } from '#lib/kernel/schemas.ts';
import { kinds } from '#lib/kinds/index.ts';
import { authRefusals } from '#lib/server/auth/refusals.ts';
import { deadLetterRefusals } from '#lib/server/engine/dead_letter_refusals.ts';
import { refundRefusals } from '#lib/server/engine/refund_refusals.ts';
import { operationRefusals } from '#lib/server/operations/refusals.ts';
import { reportRefusals } from '#lib/server/reports/refusals.ts';
import { sessionRefusals } from '#lib/session/refusals.ts';
import { inLanguage } from './in_language.server.ts';
import { issueText } from './issue_text.ts';
import { refusalText } from './refusal_text.ts';

const tables: Readonly<Record<string, Readonly<Record<string, RefusalRow>>>> = {
	...{
		sessionRefusals,
		authRefusals,
		operationRefusals,
		refundRefusals,
		deadLetterRefusals,
		reportRefusals,
		bleRefusals,
	},
	...Object.fromEntries(Object.values(kinds).map((kind) => [kind.name, kind.refusals])),
};

describe.each(Object.entries(tables))('%s', (_, table) => {
	test.each(Object.entries(table))('%s is told to people in English as to programs', (code, { message }) => {
		const names = [...message.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
		const params = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
		const told = code === 'INPUT_INVALID' ? '<issue>' : fillMessage(message, params);
		expect(refusalText({ code, params })).toBe(told);
	});
});

test('a missing parameter is an em dash', () => {
	expect(refusalText({ code: 'BATTERY_UNKNOWN', params: {} })).toContain('Battery — is not one of ours');
});

test('a code that nobody knows is told as the server put it', () => {
	expect(refusalText({ code: 'toString', params: {}, message: 'Not today' })).toBe('Not today');
	expect(refusalText({ code: 'NEW_CODE', params: {} })).toBe('NEW_CODE');
});

test.each([
	['a broken text', safeText(9), '\ud800'],
	['a control character', safeText(9), 'a\u0000'],
	['an id of other characters', idText, '/'],
	['a day that is not', isoInstant, '2026-02-30T00:00:00Z'],
	['digits that are no phone number', phoneDigits, '12'],
	['a phone number that nobody has', phoneNumber, '+254000000000'],
	['no text at all', safeText(9), null],
	['too long a text', safeText(2), 'abc'],
] as const)('the issue with %s is told in the language of the page', (_, schema, value) => {
	const issue = v.safeParse(schema, value).issues?.[0].message ?? 'none';
	const told = inLanguage('sw', () => refusalText({ code: 'INPUT_INVALID', params: { path: 'field', issue } }));
	expect(told).not.toBe(issue);
	expect(told).not.toBe(issueText(issue));
});
