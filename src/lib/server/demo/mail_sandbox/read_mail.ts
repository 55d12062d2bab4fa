/** What is read of a mail: enough to show it and to follow its link. */
export interface ReadMail {
	readonly messageId: string;
	readonly subject: string;
	readonly text: string;
	readonly html: string | null;
	/** By their names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
}

/** A mail that came in. */
export interface SandboxMail extends ReadMail {
	/** The recipient of the envelope. */
	readonly to: string;
	readonly from: string;
	/** UTC milliseconds. */
	readonly receivedAt: number;
	/** True if it came over TLS. */
	readonly isSecure: boolean;
	/** Whom the client signed in as; null if it did not. */
	readonly username: string | null;
}

interface Part {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Reads a mail (RFC 5322) of one text or of alternatives, in the encodings of RFC 2045 and 2047, all of it UTF-8. */
export function readMail(raw: string): ReadMail {
	const mail = readPart(raw);
	const parts = alternatives(mail);
	const ofType = (type: string) =>
		parts.find(({ headers }) => (headers['content-type'] ?? 'text/plain').startsWith(type));
	const [text, html] = [ofType('text/plain'), ofType('text/html')];
	return {
		messageId: mail.headers['message-id'] ?? '',
		subject: decodeWords(mail.headers['subject'] ?? ''),
		text: text ? decodeBody(text) : '',
		html: html ? decodeBody(html) : null,
		headers: mail.headers,
	};
}

function readPart(raw: string): Part {
	const end = raw.indexOf('\r\n\r\n');
	const unfolded = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
	const headers = unfolded.split('\r\n').map((line) => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
	});
	return { headers: Object.fromEntries(headers), body: raw.slice(end + 4) };
}

function alternatives(mail: Part): Part[] {
	const boundary = /boundary="?([^";]+)"?/.exec(mail.headers['content-type'] ?? '')?.[1];
	if (boundary === undefined) return [mail];
	const pieces = `\r\n${mail.body}`.split(`\r\n--${boundary}`).slice(1, -1);
	return pieces.map((piece) => readPart(piece.replace(/^\r\n/, '')));
}

function decodeBody({ headers, body }: Part): string {
	const text = decode(body, (headers['content-transfer-encoding'] ?? '7bit').toLowerCase());
	return text.replaceAll('\r\n', '\n').trimEnd();
}

function decode(body: string, encoding: string): string {
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
	return encoding === 'quoted-printable' ? decodeQuoted(body.replace(/=\r\n/g, '')) : body;
}

function decodeQuoted(text: string): string {
	const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString();
}

function decodeWords(header: string): string {
	const joined = header.replace(/\?=\s+=\?/g, '?==?');
	return joined.replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, encoding: string, text: string) =>
		encoding.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : decodeQuoted(text.replaceAll('_', ' ')),
	);
}
