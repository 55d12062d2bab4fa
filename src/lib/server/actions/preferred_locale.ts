/** Where a browser names no locale that is known. */
const defaultLocale = 'en-KE';

/**
 * The first locale that a browser prefers (`Accept-Language`, RFC 9110) and Intl knows. Pages print numbers with it on the server
 * and again in the browser, so that both print the same.
 */
export function preferredLocale(header: string | null): string {
	const preferences = (header ?? '').slice(0, 200).split(',').map(preference);
	const ranked = preferences.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
	return ranked.map(({ tag }) => known(tag)).find((tag) => tag !== undefined) ?? defaultLocale;
}

function preference(part: string): { tag: string; weight: number } {
	const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
	const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
	const weight = quality === undefined ? 1 : Number(quality);
	return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}

function known(tag: string): string | undefined {
	try {
		return Intl.NumberFormat.supportedLocalesOf(tag)[0];
	} catch {
		return undefined;
	}
}
