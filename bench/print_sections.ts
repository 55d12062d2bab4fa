import type { Row, Share } from './contest.ts';

/** What is measured in turn, and so may be compared. */
export interface Section {
	readonly title: string;
	/** What is counted. */
	readonly unit: 'steps' | 'patches' | 'saves' | 'requests' | 'rows';
	readonly rows: readonly Row[];
}

/** The sections as a table for people: medians, extremes of the rate, and the share of what each is compared with. */
export function printSections(sections: readonly Section[]): string {
	const nameWidth = Math.max(
		...sections.flatMap(({ title, rows }) => [title, ...rows.map(({ name }) => name)]).map((text) => text.length),
	);
	const head = ({ title, unit }: Section) =>
		[
			title.padEnd(nameWidth),
			`${unit}/s`.padStart(10),
			'min–max'.padStart(15),
			'p50 ms'.padStart(8),
			'p99 ms'.padStart(8),
		].join('  ');
	const line = (row: Row) =>
		[
			row.name.padEnd(nameWidth),
			whole(row.perSecond).padStart(10),
			`${whole(row.min)}–${whole(row.max)}`.padStart(15),
			row.p50Ms.toFixed(2).padStart(8),
			row.p99Ms.toFixed(2).padStart(8),
			...Object.entries(row.beside).map(([other, share]) => shareText(other, share)),
			...(row.clientBusy === undefined ? [] : [`client ${whole(100 * row.clientBusy)} % busy`]),
			...(row.peakMiB === undefined ? [] : [`peak ${whole(row.peakMiB)} MiB`]),
		].join('  ');
	return sections.map((section) => [head(section), ...section.rows.map(line)].join('\n')).join('\n\n');
}

function shareText(other: string, { perSecond, p99Ms }: Share): string {
	return `${perSecond.toFixed(2)} × ${other} (p99 ${p99Ms.toFixed(1)} ×)`;
}

function whole(number: number): string {
	return Math.round(number).toLocaleString('en');
}
