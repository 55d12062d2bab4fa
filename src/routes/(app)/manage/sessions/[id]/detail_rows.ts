import type { DefinitionRow } from '#lib/ui/DefinitionList.svelte';
import {
	formatDateTime,
	formatDuration,
	formatEnergy,
	formatMoney,
	formatPercent,
	type Reading,
} from '#lib/ui/format.ts';
import type { PageData } from './$types';

type Section = PageData['sections'][number];
type Value = Section['rows'][number]['value'];

/** Who, where and when. */
export function headRows({ session, station }: PageData, reading: Reading): DefinitionRow[] {
	const { actor, createdAt, endedAt, expiresAt, status } = session;
	const end = status === 'expired' ? expiresAt : endedAt;
	return [
		{ label: 'Station', value: station?.name ?? actor.station ?? 'None', note: actor.station ?? undefined },
		{ label: 'Attendant', value: actor.name },
		{ label: 'Began', value: formatDateTime(createdAt, reading) },
		...(end === null
			? [{ label: 'Expires', value: formatDateTime(expiresAt, reading) }]
			: [
					{ label: 'Ended', value: formatDateTime(end, reading) },
					{ label: 'Duration', value: formatDuration(end - createdAt, reading.locale) },
				]),
	];
}

/** The rows of a section as the reader's locale prints them. */
export function sectionRows({ rows }: Section, reading: Reading): DefinitionRow[] {
	return rows.map(({ label, value, note, strong }) => ({
		label,
		value: printValue(value, reading),
		note,
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
