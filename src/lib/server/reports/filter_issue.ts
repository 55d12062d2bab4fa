import { fillMessage } from '#lib/kernel/result.ts';

const sentences = {
	not_a_day: '«{value}» is no day; enter one as 2026-11-21',
	ends_before_start: 'The last day is before the first',
	not_a_status: 'No session is «{value}»; choose a status from the list',
	not_your_station: 'You have no station «{value}»; choose one from the list',
	unusable_text: 'Enter at most 100 characters, without control characters',
	not_a_sort: 'The list cannot be sorted by «{value}»',
	not_a_direction: '«{value}» is no direction; asc and desc are',
	broken_page_link: 'This link to a page is broken; start at the first page',
} as const;

/** What can be wrong with a field of a filter. */
export type FilterIssueCode = keyof typeof sentences;

/** Why a field of a filter was not taken; `value` is what was given. */
export interface FilterIssue {
	readonly code: FilterIssueCode;
	readonly value: string;
}

/** The issues of a filter by the names of its fields. */
export type FilterIssues<Field extends string> = Partial<Record<Field, FilterIssue>>;

/** The issue as programs are told of it, in English. */
export function describeIssue({ code, value }: FilterIssue): string {
	return fillMessage(sentences[code], { value });
}
