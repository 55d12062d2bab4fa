/**
 * What OCPI 2.2.1 says of the objects that are sent, table by table: a property, its type and its cardinality (`1` required, `?` optional,
 * `*` list, `+` list of one at least). Taken by hand from the tables of the standard, OCPI 2.2.1-d2, parts Sessions, CDRs, Tariffs, Locations
 * and Types (EVRoaming Foundation, CC BY-ND 4.0, of which these are facts and no text). The standard publishes no machine-readable schema.
 */
const tables = {
	Session: `country_code CiString(2) 1, party_id CiString(3) 1, id CiString(36) 1, start_date_time DateTime 1, end_date_time DateTime ?,
		kwh number 1, cdr_token CdrToken 1, auth_method AuthMethod 1, authorization_reference CiString(36) ?, location_id CiString(36) 1,
		evse_uid CiString(36) 1, connector_id CiString(36) 1, meter_id string(255) ?, currency string(3) 1, charging_periods ChargingPeriod *,
		total_cost Price ?, status SessionStatus 1, last_updated DateTime 1`,
	CDR: `country_code CiString(2) 1, party_id CiString(3) 1, id CiString(39) 1, start_date_time DateTime 1, end_date_time DateTime 1,
		session_id CiString(36) ?, cdr_token CdrToken 1, auth_method AuthMethod 1, authorization_reference CiString(36) ?,
		cdr_location CdrLocation 1, meter_id string(255) ?, currency string(3) 1, tariffs Tariff *, charging_periods ChargingPeriod +,
		signed_data SignedData ?, total_cost Price 1, total_fixed_cost Price ?, total_energy number 1, total_energy_cost Price ?,
		total_time number 1, total_time_cost Price ?, total_parking_time number ?, total_parking_cost Price ?, total_reservation_cost Price ?,
		remark string(255) ?, invoice_reference_id CiString(39) ?, credit boolean ?, credit_reference_id CiString(39) ?,
		home_charging_compensation boolean ?, last_updated DateTime 1`,
	CdrToken: `country_code CiString(2) 1, party_id CiString(3) 1, uid CiString(36) 1, type TokenType 1, contract_id CiString(36) 1`,
	CdrLocation: `id CiString(36) 1, name string(255) ?, address string(45) 1, city string(45) 1, postal_code string(10) ?, state string(20) ?,
		country string(3) 1, coordinates GeoLocation 1, evse_uid CiString(36) 1, evse_id CiString(48) 1, connector_id CiString(36) 1,
		connector_standard ConnectorType 1, connector_format ConnectorFormat 1, connector_power_type PowerType 1`,
	GeoLocation: `latitude Latitude 1, longitude Longitude 1`,
	ChargingPeriod: `start_date_time DateTime 1, dimensions CdrDimension +, tariff_id CiString(36) ?`,
	CdrDimension: `type CdrDimensionType 1, volume number 1`,
	Price: `excl_vat number 1, incl_vat number ?`,
	SignedData: `encoding_method CiString(36) 1, encoding_method_version int ?, public_key string(512) ?, signed_values SignedValue +, url string(512) ?`,
	SignedValue: `nature CiString(32) 1, plain_data string(512) 1, signed_data string(5000) 1`,
	Tariff: `country_code CiString(2) 1, party_id CiString(3) 1, id CiString(36) 1, currency string(3) 1, type TariffType ?,
		tariff_alt_text DisplayText *, tariff_alt_url string(255) ?, min_price Price ?, max_price Price ?, elements TariffElement +,
		start_date_time DateTime ?, end_date_time DateTime ?, last_updated DateTime 1`,
	DisplayText: `language string(2) 1, text string(512) 1`,
	TariffElement: `price_components PriceComponent +`,
	PriceComponent: `type TariffDimensionType 1, price number 1, vat number ?, step_size int 1`,
	Version: `version VersionNumber 1, url string(255) 1`,
	VersionDetails: `version VersionNumber 1, endpoints Endpoint +`,
	Endpoint: `identifier ModuleID 1, role InterfaceRole 1, url string(255) 1`,
} as const;

const enums: Readonly<Record<string, string>> = {
	AuthMethod: 'AUTH_REQUEST COMMAND WHITELIST',
	SessionStatus: 'ACTIVE COMPLETED INVALID PENDING RESERVATION',
	TokenType: 'AD_HOC_USER APP_USER OTHER RFID',
	ConnectorType: `CHADEMO CHAOJI DOMESTIC_A DOMESTIC_B DOMESTIC_C DOMESTIC_D DOMESTIC_E DOMESTIC_F DOMESTIC_G DOMESTIC_H DOMESTIC_I DOMESTIC_J
		DOMESTIC_K DOMESTIC_L DOMESTIC_M DOMESTIC_N DOMESTIC_O GBT_AC GBT_DC IEC_60309_2_single_16 IEC_60309_2_three_16 IEC_60309_2_three_32
		IEC_60309_2_three_64 IEC_62196_T1 IEC_62196_T1_COMBO IEC_62196_T2 IEC_62196_T2_COMBO IEC_62196_T3A IEC_62196_T3C NEMA_5_20 NEMA_6_30
		NEMA_6_50 NEMA_10_30 NEMA_10_50 NEMA_14_30 NEMA_14_50 PANTOGRAPH_BOTTOM_UP PANTOGRAPH_TOP_DOWN TESLA_R TESLA_S`,
	ConnectorFormat: 'SOCKET CABLE',
	PowerType: 'AC_1_PHASE AC_2_PHASE AC_2_PHASE_SPLIT AC_3_PHASE DC',
	CdrDimensionType: `CURRENT ENERGY ENERGY_EXPORT ENERGY_IMPORT MAX_CURRENT MIN_CURRENT MAX_POWER MIN_POWER PARKING_TIME POWER RESERVATION_TIME
		STATE_OF_CHARGE TIME`,
	TariffType: 'AD_HOC_PAYMENT PROFILE_CHEAP PROFILE_FAST PROFILE_GREEN REGULAR',
	TariffDimensionType: 'ENERGY FLAT PARKING_TIME TIME',
	VersionNumber: '2.0 2.1 2.1.1 2.2 2.2.1',
	ModuleID: 'cdrs chargingprofiles commands credentials hubclientinfo locations sessions tariffs tokens',
	InterfaceRole: 'SENDER RECEIVER',
};

const values: Readonly<Record<string, (value: unknown) => boolean>> = {
	boolean: (value) => typeof value === 'boolean',
	int: (value) => Number.isSafeInteger(value),
	number: (value) => typeof value === 'number' && Math.abs(value * 10_000 - Math.round(value * 10_000)) < 1e-5,
	DateTime: (value) =>
		matches(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?$/, 25) && !Number.isNaN(Date.parse(String(value))),
	Latitude: (value) => matches(value, /^-?[0-9]{1,2}\.[0-9]{5,7}$/, 10),
	Longitude: (value) => matches(value, /^-?[0-9]{1,3}\.[0-9]{5,7}$/, 11),
};

export type OcpiClass = keyof typeof tables;

/** What is wrong with a value as an object of OCPI 2.2.1, a line each; empty for one that the standard has. */
export function ocpiErrors(name: OcpiClass, value: unknown, path: string = name): string[] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
	const rows = tables[name].split(',').map((row) => row.trim().split(/\s+/) as [string, string, string]);
	const unknown = Object.keys(value).filter((key) => !rows.some(([property]) => property === key));
	const wrong = rows.flatMap(([property, type, card]) =>
		cardinalityErrors({ type, card }, (value as Readonly<Record<string, unknown>>)[property], `${path}.${property}`),
	);
	return [...unknown.map((key) => `${path}.${key} is not in the standard`), ...wrong, ...cdrErrors(name, value, path)];
}

/** What the standard says of CDRs beside their table: credits name what they take back, and they alone have ids beyond 36 characters. */
function cdrErrors(name: OcpiClass, value: object, path: string): string[] {
	if (name !== 'CDR') return [];
	const { id, credit, credit_reference_id: credited } = value as Readonly<Record<string, unknown>>;
	const isLong = credit !== true && String(id).length > 36;
	const isUnnamed = (credit === true) !== (credited !== undefined);
	return [
		...(isLong ? [`${path}.id is longer than 36 characters, but it is no credit`] : []),
		...(isUnnamed ? [`${path} has one of credit and credit_reference_id without the other`] : []),
	];
}

function cardinalityErrors({ type, card }: { type: string; card: string }, value: unknown, path: string): string[] {
	if (value === undefined) return card === '?' || card === '*' ? [] : [`${path} is missing`];
	if (card === '1' || card === '?') return typeErrors(type, value, path);
	if (!Array.isArray(value)) return [`${path} is no list`];
	if (card === '+' && value.length === 0) return [`${path} is empty`];
	return value.flatMap((one, i) => typeErrors(type, one, `${path}[${i}]`));
}

function typeErrors(type: string, value: unknown, path: string): string[] {
	if (Object.hasOwn(tables, type)) return ocpiErrors(type as OcpiClass, value, path);
	const [, text, max] = /^(CiString|string)\((\d+)\)$/.exec(type) ?? [];
	const known = enums[type]?.split(/\s+/);
	const fits = text
		? matches(value, text === 'string' ? /^\P{C}+$/u : /^[\x20-\x7e]+$/, Number(max))
		: (known?.includes(String(value)) ?? values[type]?.(value));
	if (fits === undefined) throw new TypeError(`The tables do not say what ${type} is`);
	return fits ? [] : [`${path} is no ${type}: ${JSON.stringify(value)}`];
}

function matches(value: unknown, pattern: RegExp, max: number): boolean {
	return typeof value === 'string' && value.length <= max && pattern.test(value);
}
