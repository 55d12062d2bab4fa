/** `ConnectorType` of OCPI 2.2.1, Locations. */
export const connectorTypes = [
	'CHADEMO',
	'CHAOJI',
	...(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O'] as const).map(
		(letter) => `DOMESTIC_${letter}` as const,
	),
	'GBT_AC',
	'GBT_DC',
	'IEC_60309_2_single_16',
	'IEC_60309_2_three_16',
	'IEC_60309_2_three_32',
	'IEC_60309_2_three_64',
	'IEC_62196_T1',
	'IEC_62196_T1_COMBO',
	'IEC_62196_T2',
	'IEC_62196_T2_COMBO',
	'IEC_62196_T3A',
	'IEC_62196_T3C',
	'NEMA_5_20',
	'NEMA_6_30',
	'NEMA_6_50',
	'NEMA_10_30',
	'NEMA_10_50',
	'NEMA_14_30',
	'NEMA_14_50',
	'PANTOGRAPH_BOTTOM_UP',
	'PANTOGRAPH_TOP_DOWN',
	'TESLA_R',
	'TESLA_S',
] as const;

/** `ConnectorFormat`. */
export const connectorFormats = ['SOCKET', 'CABLE'] as const;

/** `PowerType`. */
export const powerTypes = ['AC_1_PHASE', 'AC_2_PHASE', 'AC_2_PHASE_SPLIT', 'AC_3_PHASE', 'DC'] as const;
