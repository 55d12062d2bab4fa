/** East Africa Time is three hours ahead of UTC all year. */
const offsetMs = 3 * 3_600_000;

/** An instant as Daraja writes its timestamps, on the clock of Nairobi: `20261122140500`. */
export function darajaTimestamp(at: number): string {
	return localIso(at).replace(/\D/g, '').slice(0, 14);
}

/** An instant as the pull of transactions takes it, on the clock of Nairobi: `2026-11-22 14:05:00`. */
export function darajaDateTime(at: number): string {
	return localIso(at).slice(0, 19).replace('T', ' ');
}

/** The instant, UTC ms, of a timestamp as number or digits (20191219102115); null if the calendar has no such moment. */
export function fromDarajaTimestamp(timestamp: number | string): number | null {
	const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(String(timestamp));
	if (!parts) return null;
	const [, year, month, day, hour, minute, second] = parts.map(Number) as [number, ...number[]];
	const at = Date.UTC(year!, month! - 1, day, hour, minute, second) - offsetMs;
	return darajaTimestamp(at) === parts[0] ? at : null;
}

/** The instant, UTC ms, of a listed transaction: ISO 8601, on the clock of Nairobi where it names no zone; null if it is none. */
export function fromDarajaDateTime(text: string): number | null {
	const iso = text.trim().replace(' ', 'T');
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.test(iso)) return null;
	const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}+03:00`);
	return Number.isNaN(at) ? null : at;
}

function localIso(at: number): string {
	return new Date(at + offsetMs).toISOString();
}
