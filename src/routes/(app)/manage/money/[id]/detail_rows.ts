import type { Snippet } from 'svelte';
import type { DefinitionRow } from '#lib/ui/DefinitionList.svelte';
import { formatDateTime, formatMoney, type Reading } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import { paymentWords, statusWords, verificationWord } from '../../sessions/session_words.ts';
import { payOutWord, reasonWords, unitPrice } from '../money_words.ts';
import type { PageData } from './$types';

const places: Readonly<Record<string, () => string>> = {
	service: m.money_place_service,
	quota: m.money_place_quota,
	refund_due: m.money_place_refund_due,
	refunded: m.money_place_refunded,
	suspense: m.money_place_suspense,
};

/** What the money is in, by the name of its bucket. */
export function placeWord(bucket: string): string {
	return places[bucket]?.() ?? bucket;
}

/** What the captured money is for now, and what it comes to. */
export function useRows({ uses, payment, reasons, locale }: PageData): DefinitionRow[] {
	const { amountMinor, currency } = payment;
	return [
		...uses.map(({ bucket, money }) => ({
			label: placeWord(bucket),
			value: formatMoney(money, locale),
			note: bucket === 'refund_due' ? reasons.map(reasonWords).join(m.manage_semicolon()) : undefined,
		})),
		{ label: m.money_received(), value: formatMoney({ amountMinor, currency }, locale), strong: true },
	];
}

/** Whose the payment is, how and where it was made. */
export function paymentRows(
	{ payment, phone, station, by }: PageData,
	{ reading, session }: { reading: Reading; session: Snippet | undefined },
): DefinitionRow[] {
	const { customerName, planName, planId, method, reference, verification, stationId, at, sessionStatus } = payment;
	const ended = Object.entries(statusWords)
		.find(([status]) => status === sessionStatus)?.[1]
		.text();
	return [
		{ label: m.manage_customer(), value: customerName, note: phone },
		{ label: m.manage_plan(), value: planName, note: planId },
		{ label: paymentWords(method), value: reference, code: true, note: verificationWord(verification) },
		{ label: m.manage_station(), value: station?.name ?? stationId ?? m.manage_none() },
		{ label: m.money_taken(), value: formatDateTime(at, reading), note: by ?? m.money_provider() },
		...(session ? [{ label: m.manage_session(), value: session, note: ended }] : []),
	];
}

/** What an open proposal would do. */
export function proposalRows(
	{ open, services }: Pick<PageData, 'open' | 'services'>,
	reading: Reading,
): DefinitionRow[] {
	if (!open) return [];
	const { settlement, money, by, isOwn, at } = open;
	const how =
		settlement.kind === 'refund'
			? [{ label: payOutWord(settlement.method), value: settlement.reference, code: true }]
			: [{ label: m.money_buys(), ...serviceRow(services, settlement.serviceId, { money, locale: reading.locale }) }];
	return [
		{
			label: settlement.kind === 'refund' ? m.money_pay_out() : m.money_credit(),
			value: formatMoney(money, reading.locale),
			strong: true,
		},
		...how,
		{
			label: m.money_proposed_by(),
			value: isOwn ? m.money_you({ name: by }) : by,
			note: formatDateTime(at, reading),
		},
	];
}

/** The service that money buys, with its price. */
function serviceRow(
	services: PageData['services'],
	serviceId: string,
	{ money, locale }: { money: { currency: string }; locale: string },
): { value: string; note?: string } {
	const service = services.find(({ id }) => id === serviceId);
	if (!service) return { value: serviceId };
	const price = formatMoney({ amountMinor: service.unitPriceMinor, currency: money.currency }, locale);
	return { value: service.name, note: unitPrice(service.kind, price) };
}
