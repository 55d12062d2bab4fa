/** A battery of the demonstration; the plans name those that riders hold. Energies in Wh. */
export interface DemoBattery {
	readonly id: string;
	/** Null if a rider holds it. */
	readonly stationId: string | null;
	readonly energyWh: number;
	readonly ratedWh: number;
}

const rated = 3000;

function at(stationId: string | null, energyWh: number, ids: readonly string[]): DemoBattery[] {
	return ids.map((id) => ({ id, stationId, energyWh, ratedWh: rated }));
}

/** The batteries that the specs' examples use, and a rack of charged ones at each station. */
export const demoBatteries: readonly DemoBattery[] = [
	{ id: 'B0723025100042', stationId: null, energyWh: 450, ratedWh: 3750 },
	...at(null, 450, [
		'B0723025100051',
		'B0723025100052',
		'B0723025100053',
		'BAT_OLD_001',
		'BAT_OLD_003',
		'BAT_RETURN_ATT_001',
		'BAT_NEW_ATT_002',
		'BAT-IDEM-001',
		'BAT-BASIC-001',
	]),
	...at('STATION_002', 2850, [
		'B0723025100049',
		'B0723025100060',
		'B0723025100061',
		'B0723025100062',
		'B0723025100063',
		'B0723025100064',
	]),
	...at('STATION_001', 2850, [
		'BAT_NEW_001',
		'BAT_NEW_002',
		'BAT_NEW_005',
		'BAT_NEW_ATT_001',
		'B0723025100070',
		'B0723025100071',
		'B0723025100072',
	]),
	...at('STATION_003', 2850, ['BAT_NEW_004', 'B0723025100080', 'B0723025100081', 'B0723025100082']),
	...at('STATION_004', 2700, ['B0723025100090', 'B0723025100091']),
];
