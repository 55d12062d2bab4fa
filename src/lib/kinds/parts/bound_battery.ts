import { shortBatteryId, type BatteryReading } from '#lib/kernel/battery_reading.ts';
import { toKwhFloor } from '#lib/kernel/energy.ts';
import type { ReportSection } from '#lib/session/report.ts';

/** A battery that was bound to a session, with the reading it rests on. */
export interface BoundBattery {
	/** Whole id as the operator knows it. */
	readonly id: string;
	readonly reading: BatteryReading;
}

/** A bound battery as the documents of sessions print it; energy in Wh. Spec: seeds/000 §1 and §2. */
export function batteryDocument({ id, reading }: BoundBattery) {
	return {
		id,
		short_id: shortBatteryId(id),
		charge_level: reading.chargePercent,
		energy: reading.energyWh,
		mac_address: reading.deviceId,
	};
}

/** A bound battery in the timeline: «100042, 0.45 kWh, 12 %, read over Bluetooth». */
export function batteryWords({ id, reading }: BoundBattery): string {
	const source = reading.source === 'bluetooth' ? 'read over Bluetooth' : 'typed by hand';
	return `${shortBatteryId(id)}, ${toKwhFloor(reading.energyWh)} kWh, ${reading.chargePercent} %, ${source}`;
}

/** A bound battery as those who manage sessions read it; `at` is when it was bound, UTC milliseconds. */
export function batterySection(title: string, { id, reading, at }: BoundBattery & { at: number }): ReportSection {
	const isTyped = reading.source === 'manual';
	return {
		title,
		rows: [
			{ label: 'Battery', value: { text: id, code: true } },
			{
				label: 'Energy',
				value: { energyWh: reading.energyWh },
				note: isTyped ? 'typed by hand' : 'read over Bluetooth',
			},
			{ label: 'Charge', value: { percent: reading.chargePercent } },
			...reading.flags.map((flag) => ({ label: 'Implausible', value: { text: flag, code: true } })),
			{ label: 'Bound', value: { at } },
		],
	};
}
