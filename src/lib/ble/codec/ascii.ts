const printableAscii = /^[\x20-\x7e]*$/;

/** Text up to the first NUL, trimmed; bytes outside printable ASCII become `?`, so that a broken id is seen to be broken. */
export function decodeAscii(bytes: Uint8Array): string {
	const end = bytes.indexOf(0);
	const used = end === -1 ? bytes : bytes.subarray(0, end);
	return Array.from(used, (byte) => (byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : '?'))
		.join('')
		.trim();
}

/** Bytes of printable ASCII text, padded with NUL to at least `minLength`. Throws TypeError on any other text. */
export function encodeAscii(text: string, minLength = 0): Uint8Array {
	if (!printableAscii.test(text)) throw new TypeError(`'${text}' is not printable ASCII`);
	const bytes = new Uint8Array(Math.max(text.length, minLength));
	bytes.set(Array.from(text, (character) => character.charCodeAt(0)));
	return bytes;
}
