import { shortBatteryId } from '#lib/kernel/battery_reading.ts';
import { formatEnergy, formatPercent } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import type { BoundBattery } from '../bound_battery.ts';

/** «100042, 0.45 kWh, 12 %», and whether it was typed by hand. */
export function batteryText({ id, reading }: BoundBattery, locale: string): string {
	const parts = [
		shortBatteryId(id),
		formatEnergy(reading.energyWh, locale),
		formatPercent(reading.chargePercent, locale),
		...(reading.source === 'manual' ? [m.battery_typed()] : []),
	];
	return parts.join(', ');
}
