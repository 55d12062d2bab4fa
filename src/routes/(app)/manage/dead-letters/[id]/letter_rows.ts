import type { DefinitionRow } from '#lib/ui/DefinitionList.svelte';
import { letterTime, originWords, reasonWords } from '../letter_words.ts';
import type { PageData } from './$types';

/** What is known of a letter beside its payload. */
export function letterRows({ letter, sizeBytes, locale }: PageData): DefinitionRow[] {
	const { topic, reason, origin, at, status, handledAt, handledBy, outcome } = letter;
	const handled = status === 'discarded' ? 'Discarded' : 'Replayed';
	const bytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'byte', unitDisplay: 'long' });
	return [
		{ label: 'Why', value: reasonWords(reason), note: reason },
		{ label: 'Topic', value: topic, code: true },
		{ label: 'From', value: originWords(origin) },
		{ label: 'Came in', value: letterTime(at, locale) },
		...(sizeBytes === null ? [] : [{ label: 'Size', value: bytes.format(sizeBytes) }]),
		...(handledAt === null ? [] : [{ label: handled, value: letterTime(handledAt, locale), note: handledBy ?? '' }]),
		...(outcome === null ? [] : [{ label: 'What came of it', value: reasonWords(outcome) }]),
	];
}
