import * as v from 'valibot';
import { toWh } from '#lib/kernel/energy.ts';
import { optionalText } from '#lib/kernel/schemas.ts';
import { m } from '#lib/words/generated/messages.js';
import type { SettingsRequest } from '../engine/rider_settings.ts';

type Settings = SettingsRequest['settings'];

/** Bounds of the capacity of a vehicle's battery, kWh. */
const capacityKwh = { min: 1, max: 500 } as const;

/** What a rider sets; an empty field leaves it open. */
export const settingsForm = v.object({
	timeZone: v.pipe(
		v.string(),
		v.trim(),
		v.check(
			(zone) => zone === '' || isTimeZone(zone),
			() => m.rider_issue_zone(),
		),
	),
	vehicleName: v.message(optionalText(60), () => m.rider_issue_vehicle()),
	vehicleKwh: v.pipe(
		v.string(),
		v.trim(),
		v.check(
			(text) => text === '' || isCapacity(text),
			() => m.rider_issue_capacity(),
		),
	),
});

export type SettingsFields = v.InferOutput<typeof settingsForm>;

/** The settings that valid fields say. */
export function settingsOf({ timeZone, vehicleName, vehicleKwh }: SettingsFields): Settings {
	return {
		timeZone: timeZone || null,
		vehicleName: vehicleName || null,
		vehicleWh: vehicleKwh === '' ? null : toWh(kwhOf(vehicleKwh)),
	};
}

/** The fields that say settings as they are; empty ones where nothing was ever set. */
export function settingsFields(settings: Settings | null): SettingsFields {
	const { timeZone, vehicleName, vehicleWh } = settings ?? { timeZone: null, vehicleName: null, vehicleWh: null };
	return {
		timeZone: timeZone ?? '',
		vehicleName: vehicleName ?? '',
		vehicleKwh: vehicleWh === null ? '' : String(vehicleWh / 1000),
	};
}

/** True if clocks can be shown in a zone of this name; offsets are none. */
function isTimeZone(name: string): boolean {
	if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+){0,2}$/.test(name)) return false;
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
	} catch {
		return false;
	}
}

function isCapacity(text: string): boolean {
	if (!/^\d{1,3}(?:[.,]\d{1,3})?$/.test(text)) return false;
	return kwhOf(text) >= capacityKwh.min && kwhOf(text) <= capacityKwh.max;
}

function kwhOf(text: string): number {
	return Number(text.replace(',', '.'));
}
