/** Marks the text as UTF-8 for spreadsheets; stands before the first line. */
export const byteOrderMark = '\uFEFF';

const runsAsFormula = /^[=+\-@\t\r]/;
const needsQuotes = /[",\r\n]/;

/**
 * A text as a CSV cell (RFC 4180). What a spreadsheet would run as a formula is prefixed with `'`, so that it stays text.
 * Null is an empty cell.
 */
export function csvText(text: string | null): string {
	if (text === null) return '';
	const safe = runsAsFormula.test(text) ? `'${text}` : text;
	return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A whole number of small units as a decimal cell without rounding: 2405 with 3 decimals is `2.405`.
 * Trailing zeros beyond `atLeast` decimals are cut: 2400 with 3 and at least 2 is `2.40`. Null is an empty cell.
 */
export function csvDecimal(units: number | null, decimals: number, atLeast = decimals): string {
	if (units === null) return '';
	if (decimals === 0) return String(units);
	const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
	let end = digits.length;
	while (end > digits.length - decimals + atLeast && digits[end - 1] === '0') end--;
	const point = digits.length - decimals;
	const fraction = end > point ? `.${digits.slice(point, end)}` : '';
	return `${units < 0 ? '-' : ''}${digits.slice(0, point)}${fraction}`;
}

/** A line of cells that are encoded already, with its line end. */
export function csvLine(cells: readonly string[]): string {
	return `${cells.join(',')}\r\n`;
}
