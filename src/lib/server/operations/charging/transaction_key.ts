import type { TransactionBegin, TransactionEnd } from '#lib/server/ports_charging.ts';

/** An instant as the charger wrote it, and as it counts with us. */
type Stamped = Pick<TransactionBegin, 'at' | 'stamp'>;

/** True if an instant is the charger's own, and not the moment at which we heard of it. */
export function isClockTrusted({ at, stamp }: Stamped): boolean {
	return Date.parse(stamp ?? '') === at;
}

/** True if a begin names its transaction neither by a text nor by an instant: two of one card may then look the same. */
export function isNameless(begin: Stamped & Pick<TransactionBegin, 'text'>): boolean {
	return begin.text === null && !isClockTrusted(begin);
}

/** Names a transaction by its begin. OCPP 1.6 chargers name none before we number it: what they tell of its begin names it. */
export function beginKey(
	chargerId: string,
	begin: Stamped & Pick<TransactionBegin, 'text' | 'evseId' | 'registerWh' | 'idTag'>,
): string {
	if (begin.text !== null) return `${chargerId}/${begin.text}`;
	return [chargerId, begin.evseId, begin.stamp ?? begin.at, begin.registerWh, begin.idTag].join('/');
}

/** Names an end whose begin was never told; one of a wrong clock by all that it tells but the time, which is another at each repeat. */
export function endKey(chargerId: string, end: TransactionEnd): string {
	const name = 'text' in end.transaction ? end.transaction.text : String(end.transaction.id);
	const told = isClockTrusted(end) ? [end.at] : ['untimed', end.registerWh, end.idTag, end.reason];
	return [chargerId, name, 'stop', ...told].join('/');
}
