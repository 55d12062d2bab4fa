/** How our tokens begin: what begins so is one, and no base64 of another. */
const ourPrefix = 'pl_';

/**
 * The token of an `Authorization: Token …` header: base64 of it as 2.2.1 says, or itself as older partners send it. Undefined where the
 * header is none of OCPI's. Spec: OCPI 2.2.1, «Authorization header».
 */
export function readOcpiToken(headers: Headers): string | undefined {
	const sent = /^Token +(\S+)$/i.exec(headers.get('authorization')?.trim() ?? '')?.[1];
	if (sent === undefined || sent.startsWith(ourPrefix)) return sent;
	// A line end is what `echo token | base64` adds.
	const decoded = Buffer.from(sent, 'base64').toString('utf8').trim();
	return decoded.startsWith(ourPrefix) ? decoded : sent;
}
