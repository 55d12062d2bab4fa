/** One control packet of MQTT as it travels. */
export interface Frame {
	readonly bytes: Buffer;
	/** True for PUBLISH, which carries a request or an answer. */
	readonly isMessage: boolean;
}

const publishType = 3;
const duplicateFlag = 0x08;

/** Cuts a stream of bytes into control packets: fixed header, remaining length in up to four bytes of seven bits (MQTT 5, 2.1). */
export function createFrameSplitter(onFrame: (frame: Frame) => void): (bytes: Buffer) => void {
	let rest: Buffer = Buffer.alloc(0);
	return (bytes) => {
		rest = Buffer.concat([rest, bytes]);
		for (let length = firstLength(rest); length !== null && length <= rest.length; length = firstLength(rest)) {
			const frame = rest.subarray(0, length);
			rest = rest.subarray(length);
			onFrame({ bytes: frame, isMessage: (frame[0] ?? 0) >> 4 === publishType });
		}
	};
}

/** The same message as its sender repeats it: with the DUP flag. */
export function repeated({ bytes }: Frame): Buffer {
	const copy = Buffer.from(bytes);
	copy[0] = (copy[0] ?? 0) | duplicateFlag;
	return copy;
}

function firstLength(bytes: Buffer): number | null {
	let length = 0;
	for (let i = 1; i <= 4; i++) {
		const digit = bytes[i];
		if (digit === undefined) return null;
		length += (digit & 0x7f) * 128 ** (i - 1);
		if (digit < 0x80) return 1 + i + length;
	}
	throw new Error('Remaining length has more than four bytes');
}
