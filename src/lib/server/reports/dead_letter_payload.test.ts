import { expect, test } from 'vitest';
import { printPayload } from './dead_letter_payload.ts';

test('JSON is set out on lines, beside the text as it came', () => {
	expect(printPayload('{"a":[1,"x"]}', 'utf8')).toEqual({
		form: 'json',
		text: '{\n  "a": [\n    1,\n    "x"\n  ]\n}',
		raw: '{"a":[1,"x"]}',
	});
});

test.each(['not json', '"a text"', '', '{"a":'])('%j stays as it came', (payload) => {
	expect(printPayload(payload, 'utf8')).toEqual({ form: 'text', text: payload, raw: null });
});

test.each([
	['nested', '['.repeat(20_000) + ']'.repeat(20_000)],
	['nested under a key that is not allowed', '{"__proto__":'.repeat(4000) + '1' + '}'.repeat(4000)],
])('JSON that is %s too deep stays as it came', (_, payload) => {
	expect(printPayload(payload, 'utf8')).toEqual({ form: 'text', text: payload, raw: null });
});

test('bytes stay in base64', () => {
	expect(printPayload('AAEC', 'base64')).toEqual({ form: 'base64', text: 'AAEC', raw: null });
});

test('what a page would hide or turn round is shown', () => {
	const hidden = 'a\u0000b\u001bc\u202ed\u200be\ufefff\rg\nh\ti\ud800';
	expect(printPayload(hidden, 'utf8').text).toBe(
		'a\\u{0000}b\\u{001b}c\\u{202e}d\\u{200b}e\\u{feff}f\\u{000d}g\nh\ti\ufffd',
	);
	expect(printPayload('{"a":"\\u202e"}', 'utf8').text).toBe('{\n  "a": "\\u{202e}"\n}');
});
