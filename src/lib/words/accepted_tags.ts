/** The language tags of an `Accept-Language` header (RFC 9110), those liked best first; at most 200 characters are read. */
export function acceptedTags(header: string | null): string[] {
	const preferences = (header ?? '').slice(0, 200).split(',').map(preference);
	const ranked = preferences.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
	return ranked.map(({ tag }) => tag);
}

function preference(part: string): { tag: string; weight: number } {
	const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
	const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
	const weight = quality === undefined ? 1 : Number(quality);
	return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}
