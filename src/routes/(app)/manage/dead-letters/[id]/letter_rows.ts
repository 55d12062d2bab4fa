import type { DefinitionRow } from '#lib/ui/DefinitionList.svelte';
import { m } from '#lib/words/generated/messages.js';
import { letterTime, originWords, reasonWords } from '../letter_words.ts';
import type { PageData } from './$types';

/** What is known of a letter beside its payload. */
export function letterRows({ letter, sizeBytes, locale }: PageData): DefinitionRow[] {
	const { topic, reason, origin, at, status, handledAt, handledBy, outcome } = letter;
	const handled = status === 'discarded' ? m.letters_status_discarded() : m.letters_status_replayed();
	const bytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'byte', unitDisplay: 'long' });
	return [
		{ label: m.manage_why(), value: reasonWords(reason), note: reason },
		{ label: m.letters_topic(), value: topic, code: true },
		{ label: m.letters_sender(), value: originWords(origin) },
		{ label: m.letters_came_in(), value: letterTime(at, locale) },
		...(sizeBytes === null ? [] : [{ label: m.letters_size(), value: bytes.format(sizeBytes) }]),
		...(handledAt === null ? [] : [{ label: handled, value: letterTime(handledAt, locale), note: handledBy ?? '' }]),
		...(outcome === null ? [] : [{ label: m.letters_outcome(), value: reasonWords(outcome) }]),
	];
}
