import type { Sample } from './sample.ts';

const lineFeed = 10;

/** The lines of a text that comes in pieces, after the first of them. */
export async function countLines(pieces: AsyncIterable<Uint8Array>): Promise<number> {
	let lines = -1;
	for await (const piece of pieces)
		for (let at = piece.indexOf(lineFeed); at >= 0; at = piece.indexOf(lineFeed, at + 1)) lines++;
	return lines;
}

/** A whole export as a sample. */
export function exportSample(rows: number, elapsedMs: number): Sample {
	return { perSecond: (rows / elapsedMs) * 1000, p50Ms: elapsedMs, p99Ms: elapsedMs };
}
