/** A column of a table of `Row`s; its text is the cell, unless the table gets a snippet of its own for the cells. */
export interface Column<Row> {
	readonly key: string;
	readonly label: string;
	text(row: Row): string;
	/** Numbers stand at the end of their column. */
	readonly numeric?: boolean | undefined;
	/** Where the header leads: the same list, sorted by this column. */
	readonly sortHref?: string | undefined;
	readonly sorted?: 'ascending' | 'descending' | undefined;
}
