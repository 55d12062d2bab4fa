import type { Snippet } from 'svelte';
import type { DefinitionRow } from '#lib/ui/DefinitionList.svelte';
import { formatDateTime, formatDuration, formatEnergy, formatMoney, type Reading } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import { statusWords } from '../../sessions/session_words.ts';
import { formatPower } from '../charging_words.ts';
import type { PageData } from './$types';

const sources: Readonly<Record<string, () => string>> = {
	none: m.charges_source_none,
	phone: m.charges_source_phone,
	meter: m.charges_source_meter,
	estimate: m.charges_source_estimate,
};

const reasons: Readonly<Record<string, () => string>> = {
	rider: m.charges_end_rider,
	charger: m.charges_end_charger,
	manager: m.charges_end_manager,
	rule: m.charges_end_rule,
};

const kinds: Readonly<Record<string, () => string>> = {
	original: m.charges_record_original,
	credit: m.charges_record_credit,
	correction: m.charges_record_correction,
};

/** What the session told of itself: whose, where, when, how much. */
export function sessionRows(
	{ session: told, customer, station, locale }: PageData,
	{ reading, session }: { reading: Reading; session: Snippet },
): DefinitionRow[] {
	const { connectorId, chargerId, ratedPowerW, startedAt, endedAt, endReason, endDetail } = told;
	const status = Object.entries(statusWords).find(([name]) => name === told.status)?.[1];
	const rating = ratedPowerW === null ? [] : [m.charges_rated({ power: formatPower(ratedPowerW, locale) })];
	const end = [endReason === null ? null : (reasons[endReason]?.() ?? endReason), endDetail].filter(Boolean);
	return [
		{ label: m.manage_customer(), value: customer.name, note: customer.phone },
		{ label: m.manage_station(), value: station?.name ?? '—' },
		{
			label: m.charges_connector(),
			value: connectorId,
			code: true,
			note: [...(chargerId === null ? [] : [chargerId]), ...rating].join(' · '),
		},
		{ label: m.charges_began(), value: formatDateTime(startedAt, reading) },
		...(endedAt === null
			? []
			: [
					{
						label: m.charges_ended(),
						value: formatDateTime(endedAt, reading),
						note: [formatDuration(endedAt - startedAt, locale), ...end].join(' · '),
					},
				]),
		{
			label: m.manage_energy(),
			value: formatEnergy(told.energyWh, locale),
			note: sources[told.source]?.() ?? told.source,
		},
		{ label: m.charges_price(), value: formatMoney(told.price, locale) },
		{ label: m.charges_cost(), value: formatMoney(told.cost, locale) },
		{ label: m.manage_session(), value: session, note: status?.text() },
	];
}

/** The records of the session and what they come to. */
export function billedRows({ records, billed, openHold, locale }: PageData): DefinitionRow[] {
	const lines = records.map(({ kind, energyWh, costMinor, currency }) => ({
		label: kinds[kind]?.() ?? kind,
		value: formatMoney({ amountMinor: costMinor, currency }, locale),
		note: formatEnergy(energyWh, locale),
	}));
	if (!billed) {
		const nothing = openHold && records.length === 0 ? m.charges_not_yet() : m.charges_nothing();
		return [...lines, { label: m.charges_sum(), value: nothing, strong: true }];
	}
	return [
		...lines,
		{
			label: m.charges_sum(),
			value: formatMoney(billed.cost, locale),
			note: formatEnergy(billed.energyWh, locale),
			strong: true,
		},
	];
}
