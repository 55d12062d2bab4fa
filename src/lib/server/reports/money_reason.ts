/** Why money of a payment is to be given back. */
export type DueReason =
	'session_cancelled' | 'session_expired' | 'session_no_show' | 'session_ended' | 'arrived_late' | 'overpaid';

const endings: Readonly<Record<string, DueReason>> = {
	cancelled: 'session_cancelled',
	expired: 'session_expired',
	no_show: 'session_no_show',
};

/** Why, read from the keys of the entries that brought it: each reason once. */
export function dueReasons(dueKeys: readonly string[], sessionStatus: string | null): DueReason[] {
	return [...new Set(dueKeys.map((key) => reasonOf(key, sessionStatus)))];
}

/** The end of a session names its entries `…/ended/…`, money that came when it could buy nothing any more `…/late/…`; what is left came with its capture. */
function reasonOf(key: string, sessionStatus: string | null): DueReason {
	if (key.includes('/ended/')) return endings[sessionStatus ?? ''] ?? 'session_ended';
	return key.endsWith('/late/refund_due') ? 'arrived_late' : 'overpaid';
}
