import { toMajor } from '#lib/kernel/money.ts';

/** An instant as OCPI writes it. */
export function toDateTime(ms: number): string {
	return new Date(ms).toISOString();
}

/** Wh → kWh, exact. */
export function toKwh(wh: number): number {
	return wh / 1000;
}

/** W → kW, exact. */
export function toKw(powerW: number): number {
	return Math.round(powerW) / 1000;
}

/** Ten-thousandths of an hour in a time, ms, the least that OCPI tells: whole numbers, so that parts add up to their whole. */
export function hourParts(ms: number): number {
	return Math.round(Math.max(0, ms) / 360);
}

/** Ten-thousandths of an hour → hours. */
export function toHours(parts: number): number {
	return parts / 10_000;
}

/** Minor units as the price of something; zero is never negative. */
export function toPrice(amountMinor: number, currency: string): { excl_vat: number } {
	return { excl_vat: toMajor(amountMinor, currency) + 0 };
}

/** A text on one line of at most `max` characters: what display texts lose is their end alone. Undefined if nothing is left. */
export function toLine(text: string | null, max: number): string | undefined {
	const line = (text ?? '').replace(/[\p{C}\s]+/gu, ' ').trim();
	return (
		line
			.slice(0, max)
			.replace(/[\ud800-\udbff]$/, '')
			.trimEnd() || undefined
	);
}
