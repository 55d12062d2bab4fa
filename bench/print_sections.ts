import type { Row } from './contest.ts';

/** What is measured in turn, and so may be compared. */
export interface Section {
	readonly title: string;
	readonly rows: readonly Row[];
}

/** The sections as a table for people: medians, extremes of the rate, and the share of what each is compared with. */
export function printSections(sections: readonly Section[]): string {
	const nameWidth = Math.max(
		...sections.flatMap(({ title, rows }) => [title, ...rows.map(({ name }) => name)]).map((text) => text.length),
	);
	const head = (title: string) =>
		[
			title.padEnd(nameWidth),
			'steps/s'.padStart(8),
			'min–max'.padStart(15),
			'p50 ms'.padStart(8),
			'p99 ms'.padStart(8),
		].join('  ');
	const line = (row: Row) =>
		[
			row.name.padEnd(nameWidth),
			whole(row.perSecond).padStart(8),
			`${whole(row.min)}–${whole(row.max)}`.padStart(15),
			row.p50Ms.toFixed(2).padStart(8),
			row.p99Ms.toFixed(2).padStart(8),
			...Object.entries(row.beside).map(([other, share]) => `${share.toFixed(2)} × ${other}`),
		].join('  ');
	return sections.map(({ title, rows }) => [head(title), ...rows.map(line)].join('\n')).join('\n\n');
}

function whole(number: number): string {
	return Math.round(number).toLocaleString('en');
}
