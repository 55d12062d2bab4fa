import { m } from '#lib/words/generated/messages.js';

/** What to fetch and whom to tell. */
export interface CsvDownload {
	readonly href: string;
	readonly signal: AbortSignal;
	/** Called after each chunk with the lines that have arrived and those announced. */
	readonly onprogress: (rows: number, of: number) => void;
}

/** A CSV that has arrived whole. */
export interface DownloadedCsv {
	readonly file: Blob;
	readonly name: string;
	/** Lines after the first. */
	readonly rows: number;
}

/** Fetches a CSV as it is streamed and counts its rows. Throws Error in words if it does not arrive whole. */
export async function downloadCsv({ href, signal, onprogress }: CsvDownload): Promise<DownloadedCsv> {
	const response = await fetch(href, { signal });
	if (response.redirected) throw new Error(m.sessions_export_signed_out());
	if (!response.ok || !response.body) throw new Error(m.sessions_export_answered({ status: response.status }));
	const announced = Number(response.headers.get('x-total-count'));
	const countRows = rowCounter();
	const parts: Uint8Array<ArrayBuffer>[] = [];
	let rows = 0;
	const reader = response.body.getReader();
	for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
		parts.push(chunk.value);
		rows = countRows(chunk.value);
		onprogress(rows, announced);
	}
	const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'sessions.csv';
	return { file: new Blob(parts, { type: 'text/csv' }), name, rows };
}

/** Counts the lines of a CSV after its first, chunk by chunk; a line end within quotes is none. */
export function rowCounter(): (chunk: Uint8Array) => number {
	let isQuoted = false;
	let lines = 0;
	return (chunk) => {
		for (const byte of chunk) {
			if (byte === quote) isQuoted = !isQuoted;
			else if (byte === lineFeed && !isQuoted) lines++;
		}
		return Math.max(0, lines - 1);
	};
}

/** Hands a file to the browser to save. Browser only. */
export function saveFile(file: Blob, name: string): void {
	const url = URL.createObjectURL(file);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const quote = 0x22;
const lineFeed = 0x0a;
