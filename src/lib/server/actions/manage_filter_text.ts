import { m } from '#lib/words/generated/messages.js';
import type { FilterIssue, FilterIssueCode, FilterIssues } from '../reports/filter_issue.ts';

/** Why fields of a filter were not taken, as it stands beside them. */
export type FilterTexts<Field extends string> = Partial<Record<Field, string>>;

const texts: Readonly<Record<FilterIssueCode, (params: { value: string }) => string>> = {
	not_a_day: m.manage_filter_day,
	ends_before_start: m.manage_filter_order,
	not_a_status: m.manage_filter_status,
	not_your_station: m.manage_filter_station,
	unusable_text: m.manage_filter_text,
	not_a_sort: m.manage_filter_sort,
	not_a_direction: m.manage_filter_direction,
	broken_page_link: m.manage_filter_page,
};

/** An issue in the language of the page. */
export function filterText({ code, value }: FilterIssue): string {
	return texts[code]({ value });
}

/** The issues of a filter in the language of the page. */
export function filterTexts<Field extends string>(issues: FilterIssues<Field>): FilterTexts<Field> {
	const told = Object.entries<FilterIssue | undefined>(issues).map(([field, issue]) => [
		field,
		issue && filterText(issue),
	]);
	return Object.fromEntries(told) as FilterTexts<Field>;
}
