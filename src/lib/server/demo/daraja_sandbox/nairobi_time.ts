const clock = new Intl.DateTimeFormat('sv-SE', {
	timeZone: 'Africa/Nairobi',
	dateStyle: 'short',
	timeStyle: 'medium',
});

/** An instant on the clock of Nairobi: `2026-11-22 14:05:00`. */
export function nairobiDateTime(at: number): string {
	return clock.format(at);
}

/** An instant on the clock of Nairobi as digits: `20261122140500`. */
export function nairobiDigits(at: number): string {
	return nairobiDateTime(at).replace(/\D/g, '');
}
