import { formatDateTime } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import { priceRows, timeRows, type DetailRow } from '../detail_rows.ts';
import type { PageData } from './$types';

type Receipt = Pick<PageData, 'charge' | 'number' | 'issuedAt' | 'riderName' | 'address' | 'locale'>;

/** Which receipt it is, and whose. */
export function headRows({ charge, number, issuedAt, riderName, locale }: Receipt): DetailRow[] {
	return [
		{ label: m.charging_receipt_number(), value: number, code: true },
		{ label: m.charging_receipt_issued(), value: formatDateTime(issuedAt, { locale, timeZone: charge.timeZone }) },
		{ label: m.charging_receipt_rider(), value: riderName },
	];
}

/** Where and when energy was sold. */
export function placeRows({ charge, address, locale }: Receipt): DetailRow[] {
	const town = address && [address.postalCode, address.city].filter(Boolean).join(' ');
	return [
		{
			label: m.charging_station(),
			value: charge.station.name,
			note: address ? `${address.address}, ${town}` : undefined,
		},
		{ label: m.charging_connector(), value: charge.connectorId },
		...timeRows(charge, locale),
	];
}

/** What it comes to after all that was billed and given back. */
export function totalRows({ charge, locale }: Receipt): DetailRow[] {
	return priceRows(charge, locale, m.charging_receipt_total());
}
