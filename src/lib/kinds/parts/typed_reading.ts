import * as v from 'valibot';
import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import { ok, type Result } from '#lib/kernel/result.ts';
import { idText } from '#lib/kernel/schemas.ts';
import { invalidField, type Fields } from './fields.ts';

/** Energy of a full battery, Wh, by which a display's percentage becomes energy, and the other way round. */
const nominalEnergyWh = 3000;

/** The most that can be typed, Wh: twice the largest battery in use. */
const mostEnergyWh = 2 * nominalEnergyWh;

/**
 * A battery typed by hand: the id on its label, whole or its last six characters, and what its display shows.
 * Energy or charge is enough; the other is estimated and the reading flagged. Refuses INPUT_INVALID, naming the field.
 */
export function typedReading(fields: Fields): Result<BatteryReading> {
	const batteryId = v.safeParse(idText, fields['battery_id'] ?? '');
	if (!batteryId.success)
		return invalidField('battery_id', 'Type the id on the battery’s label, or its last six characters');
	const energyWh = numberIn(fields['energy_wh'], mostEnergyWh);
	const chargePercent = numberIn(fields['charge_percent'], 100);
	if (Number.isNaN(energyWh)) return invalidField('energy_wh', `Type the energy in Wh, from 0 to ${mostEnergyWh}`);
	if (Number.isNaN(chargePercent)) return invalidField('charge_percent', 'Type the charge in percent, from 0 to 100');
	if (energyWh === null && chargePercent === null)
		return invalidField('energy_wh', 'Type what the display shows: energy or charge');
	const reading = { source: 'manual', deviceId: null, deviceName: null, driver: null, raw: {} } as const;
	return ok({
		...reading,
		batteryId: batteryId.output,
		energyWh: Math.round(energyWh ?? ((chargePercent ?? 0) * nominalEnergyWh) / 100),
		chargePercent: Math.min(100, chargePercent ?? Math.round(((energyWh ?? 0) * 100) / nominalEnergyWh)),
		flags: [
			...(energyWh === null ? ['energy_estimated'] : []),
			...(chargePercent === null ? ['charge_estimated'] : []),
		],
	});
}

/** A number of 0…max as it was typed, null where nothing was, NaN where it is none. */
function numberIn(text: string | undefined, max: number): number | null {
	const trimmed = text?.trim().replace(',', '.') ?? '';
	if (trimmed === '') return null;
	const value = /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : NaN;
	return value <= max ? value : NaN;
}
