/** Energy in whole Wh of a capacity at a pack voltage: 15290 mAh × 75470 mV = 1153.94 Wh → 1154. */
export function energyWhOf(capacityMah: number, packMillivolts: number): number {
	return Math.round((capacityMah * packMillivolts) / 1_000_000);
}

/** Capacity in whole mAh that holds an energy at a pack voltage; inverse of `energyWhOf` below 1000 V. */
export function capacityMahOf(energyWh: number, packMillivolts: number): number {
	return Math.round((energyWh * 1_000_000) / packMillivolts);
}
