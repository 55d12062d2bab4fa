import type { DefinitionRow } from '#lib/ui/DefinitionList.svelte';
import {
	formatDateTime,
	formatDuration,
	formatEnergy,
	formatMoney,
	formatPercent,
	type Reading,
} from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import { reportText } from './report_words.ts';
import type { PageData } from './$types';

type Section = PageData['sections'][number];
type Value = Section['rows'][number]['value'];

/** Who, where and when. */
export function headRows({ session, station }: PageData, reading: Reading): DefinitionRow[] {
	const { actor, createdAt, endedAt, expiresAt, status } = session;
	const end = status === 'expired' ? expiresAt : endedAt;
	return [
		{
			label: m.manage_station(),
			value: station?.name ?? actor.station ?? m.manage_none(),
			note: actor.station ?? undefined,
		},
		{ label: m.sessions_attendant(), value: actor.name },
		{ label: m.sessions_began(), value: formatDateTime(createdAt, reading) },
		...(end === null
			? [{ label: m.sessions_expires(), value: formatDateTime(expiresAt, reading) }]
			: [
					{ label: m.sessions_ended(), value: formatDateTime(end, reading) },
					{ label: m.sessions_duration(), value: formatDuration(end - createdAt, reading.locale) },
				]),
	];
}

/** The rows of a section as the reader's locale prints them. */
export function sectionRows({ rows }: Section, reading: Reading): DefinitionRow[] {
	return rows.map(({ label, value, note, strong }) => ({
		label: reportText(label),
		value: label === 'Customer' ? reportText(printValue(value, reading)) : printValue(value, reading),
		note: note && reportText(note),
		strong,
		code: 'text' in value ? value.code : undefined,
	}));
}

function printValue(value: Value, reading: Reading): string {
	if ('text' in value) return value.text;
	if ('energyWh' in value) return formatEnergy(value.energyWh, reading.locale);
	if ('percent' in value) return formatPercent(value.percent, reading.locale);
	if ('money' in value) return formatMoney(value.money, reading.locale);
	return formatDateTime(value.at, reading);
}
