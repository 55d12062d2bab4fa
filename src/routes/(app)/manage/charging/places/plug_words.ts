import { m } from '#lib/words/generated/messages.js';

/** What plugs are called, whatever the language. Spec: OCPI 2.2.1 ConnectorType. */
const plugs: Readonly<Record<string, string>> = {
	CHADEMO: 'CHAdeMO',
	CHAOJI: 'ChaoJi',
	GBT_AC: 'GB/T AC',
	GBT_DC: 'GB/T DC',
	IEC_60309_2_single_16: 'IEC 60309, 16 A',
	IEC_60309_2_three_16: 'IEC 60309, 3 × 16 A',
	IEC_60309_2_three_32: 'IEC 60309, 3 × 32 A',
	IEC_60309_2_three_64: 'IEC 60309, 3 × 64 A',
	IEC_62196_T1: 'Type 1',
	IEC_62196_T1_COMBO: 'CCS 1',
	IEC_62196_T2: 'Type 2',
	IEC_62196_T2_COMBO: 'CCS 2',
	IEC_62196_T3A: 'Type 3A',
	IEC_62196_T3C: 'Type 3C',
	PANTOGRAPH_BOTTOM_UP: 'Pantograph ↑',
	PANTOGRAPH_TOP_DOWN: 'Pantograph ↓',
	TESLA_R: 'Tesla Roadster',
	TESLA_S: 'Tesla S',
};

/** The name of a plug; domestic sockets go by their letter, American ones by their number. */
export function plugWord(standard: string): string {
	const letter = /^DOMESTIC_([A-O])$/.exec(standard)?.[1];
	if (letter) return m.charges_connector_domestic({ letter });
	return plugs[standard] ?? standard.replace(/^NEMA_(\d+)_(\d+)$/, 'NEMA $1-$2');
}

const formats: Readonly<Record<string, () => string>> = {
	SOCKET: m.charges_connector_format_socket,
	CABLE: m.charges_connector_format_cable,
};

/** Who brings the cable. Spec: OCPI 2.2.1 ConnectorFormat. */
export function formatWord(format: string): string {
	return formats[format]?.() ?? format;
}

const currents: Readonly<Record<string, () => string>> = {
	AC_1_PHASE: m.charges_connector_current_1,
	AC_2_PHASE: m.charges_connector_current_2,
	AC_2_PHASE_SPLIT: m.charges_connector_current_split,
	AC_3_PHASE: m.charges_connector_current_3,
	DC: m.charges_connector_current_dc,
};

/** What flows. Spec: OCPI 2.2.1 PowerType. */
export function currentWord(powerType: string): string {
	return currents[powerType]?.() ?? powerType;
}
