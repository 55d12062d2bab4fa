/** Charging of the demonstration: sites with their prices, connectors, and chargers that simulate themselves. Money in minor units, power in W. */

const nigeria = { country: 'NGA', currency: 'NGN', timeZone: 'Africa/Lagos' } as const;
const kenya = { country: 'KEN', currency: 'KES', timeZone: 'Africa/Nairobi' } as const;

/** Where vehicles are charged. The first is the station of seeds/001. */
export const demoSites = [
	{
		...nigeria,
		id: 'evliter-lagos-victoria-island',
		name: 'EvLiter Charging Hub - Victoria Island',
		priceMinorPerKwh: 16_500,
		address: 'Adeola Odeku Street',
		city: 'Lagos',
		postalCode: '106104',
		latitude: 6.4281,
		longitude: 3.4219,
	},
	{
		...kenya,
		id: 'STATION_005',
		name: 'Nairobi Upper Hill',
		priceMinorPerKwh: 5_550,
		address: 'Hospital Road',
		city: 'Nairobi',
		postalCode: '00100',
		latitude: -1.2996,
		longitude: 36.8126,
	},
] as const;

const typeTwo = { standard: 'IEC_62196_T2', format: 'SOCKET', powerType: 'AC_3_PHASE', ratedPowerW: 22_000 } as const;

/** Connectors: at the first site nobody meters them but the vehicles, at the second chargers do. */
export const demoConnectors = [
	{
		...typeTwo,
		stationId: 'evliter-lagos-victoria-island',
		id: 'connector-1',
		code: 'PL-VI-1',
		chargerId: null,
		evseId: 1,
	},
	{
		...typeTwo,
		stationId: 'evliter-lagos-victoria-island',
		id: 'connector-2',
		code: 'PL-VI-2',
		chargerId: null,
		evseId: 2,
	},
	{ ...typeTwo, stationId: 'STATION_005', id: 'connector-1', code: 'PL-UH-1', chargerId: 'UPPERHILL-1', evseId: 1 },
	{ ...typeTwo, stationId: 'STATION_005', id: 'connector-2', code: 'PL-UH-2', chargerId: 'UPPERHILL-2', evseId: 1 },
] as const;

/** Chargers, with the version of OCPP that they speak. */
export const demoChargers = [
	{ id: 'UPPERHILL-1', stationId: 'STATION_005', protocol: 'ocpp1.6' },
	{ id: 'UPPERHILL-2', stationId: 'STATION_005', protocol: 'ocpp2.0.1' },
] as const;

/** The card of the demonstration's rider. */
export const demoCard = { tag: '04A1B2C3D4E580', customerId: 'customer-12345' } as const;
