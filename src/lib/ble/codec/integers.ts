/** First byte as an unsigned whole number; null if there is none. */
export function decodeUint8(bytes: Uint8Array): number | null {
	return bytes[0] ?? null;
}

/** One byte, of 0…255. Throws TypeError outside. */
export function encodeUint8(value: number): Uint8Array {
	assertWhole(value, { min: 0, max: 0xff });
	return Uint8Array.of(value);
}

/** First two bytes, little-endian and unsigned: a capacity of 40000 mAh must not read as −25536. Null if there are fewer. */
export function decodeUint16(bytes: Uint8Array): number | null {
	return bytes.byteLength < 2 ? null : viewOf(bytes).getUint16(0, true);
}

/** Two bytes, little-endian, of 0…65535. Throws TypeError outside. */
export function encodeUint16(value: number): Uint8Array {
	assertWhole(value, { min: 0, max: 0xffff });
	const bytes = new Uint8Array(2);
	viewOf(bytes).setUint16(0, value, true);
	return bytes;
}

/** First four bytes, little-endian and signed; null if there are fewer. */
export function decodeInt32(bytes: Uint8Array): number | null {
	return bytes.byteLength < 4 ? null : viewOf(bytes).getInt32(0, true);
}

/** Four bytes, little-endian and signed. Throws TypeError outside of 32 bits. */
export function encodeInt32(value: number): Uint8Array {
	assertWhole(value, { min: -0x8000_0000, max: 0x7fff_ffff });
	const bytes = new Uint8Array(4);
	viewOf(bytes).setInt32(0, value, true);
	return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function assertWhole(value: number, { min, max }: { min: number; max: number }): void {
	if (!Number.isInteger(value) || value < min || value > max) {
		throw new TypeError(`${value} is not a whole number of ${min} to ${max}`);
	}
}
