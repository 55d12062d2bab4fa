import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeInt32, decodeUint16, decodeUint8, encodeInt32, encodeUint16, encodeUint8 } from './integers.ts';

const codecs = [
	{ name: 'uint8', encode: encodeUint8, decode: decodeUint8, min: 0, max: 255 },
	{ name: 'uint16', encode: encodeUint16, decode: decodeUint16, min: 0, max: 65_535 },
	{ name: 'int32', encode: encodeInt32, decode: decodeInt32, min: -2_147_483_648, max: 2_147_483_647 },
];

test.each(codecs)('$name comes back as it went, also from within a larger buffer', ({ encode, decode, min, max }) => {
	fc.assert(
		fc.property(fc.integer({ min, max }), fc.uint8Array(), fc.uint8Array(), (value, before, after) => {
			const bytes = encode(value);
			const around = Uint8Array.of(...before, ...bytes, ...after);
			expect(decode(bytes)).toBe(value);
			expect(decode(around.subarray(before.length))).toBe(value);
		}),
	);
});

test.each(codecs)('$name is null where bytes are missing', ({ encode, decode }) => {
	expect(decode(encode(0).subarray(1))).toBeNull();
});

test.each(codecs)('$name refuses to encode what it cannot hold', ({ encode, min, max }) => {
	for (const value of [min - 1, max + 1, 0.5, NaN]) expect(() => encode(value)).toThrow(TypeError);
});

test('a capacity of 40000 mAh is not read as negative', () => {
	expect(decodeUint16(Uint8Array.of(0x40, 0x9c))).toBe(40_000);
});

test('is little-endian', () => {
	expect(decodeInt32(Uint8Array.of(0xce, 0x26, 0x01, 0x00))).toBe(75_470);
});
