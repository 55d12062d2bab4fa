/** A battery level as a person types it, percent: null where nothing was typed, undefined for what is none. */
export function readLevel(text: string): number | null | undefined {
	const typed = text.trim().replace(',', '.').replace(/\s*%$/, '');
	if (typed === '') return null;
	const level = /^\d{1,3}(\.\d+)?$/.test(typed) ? Number(typed) : Number.NaN;
	return level >= 0 && level <= 100 ? level : undefined;
}
