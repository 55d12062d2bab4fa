import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAscii, encodeAscii } from './ascii.ts';

const printable = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });

test('text comes back as it went, trimmed and without padding', () => {
	fc.assert(
		fc.property(printable, fc.nat(40), (text, length) => {
			expect(decodeAscii(encodeAscii(text, length))).toBe(text.trim());
		}),
	);
});

test('text ends at the first NUL', () => {
	expect(decodeAscii(Uint8Array.of(0x42, 0x30, 0, 0x58))).toBe('B0');
});

test('a byte outside of ASCII is seen to be broken', () => {
	expect(decodeAscii(Uint8Array.of(0x42, 0xff, 0x0a, 0x30))).toBe('B??0');
});

test('refuses to encode what ASCII cannot hold', () => {
	expect(() => encodeAscii('Bär')).toThrow(TypeError);
});
