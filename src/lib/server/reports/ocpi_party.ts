import { createHash } from 'node:crypto';

/** The operator: country code of ISO 3166-1 alpha-2 and operator id. */
export interface Party {
	readonly country: string;
	readonly party: string;
}

/** What an object of ours begins with. */
export function ownedBy({ country, party }: Party) {
	return { country_code: country, party_id: party };
}

/** An id of ours as a `CiString(36)`: itself where it is one, else a digest of it, the same for ever. */
export function ocpiId(id: string): string {
	return /^[\x21-\x7e]{1,36}$/.test(id) ? id : digest(id, 36);
}

/** The technical id of the EVSE behind a connector: connectors are named within their station only. */
export function evseUid(stationId: string, connectorId: string): string {
	return digest(`${stationId}/${connectorId}`, 24);
}

/** The same as an EVSE id of eMI3: country, operator, `E`, and what names it with the operator. */
export function evseId({ country, party }: Party, uid: string): string {
	return `${country}*${party}*E${uid}`;
}

/** The id of a price at a station: what costs the same there is one tariff. */
export function tariffId(stationId: string, { priceMinorPerKwh, currency }: Price): string {
	return digest(`${stationId}/${currency}/${priceMinorPerKwh}`, 24);
}

interface Price {
	readonly priceMinorPerKwh: number;
	readonly currency: string;
}

function digest(text: string, length: number): string {
	return createHash('sha256').update(text).digest('hex').slice(0, length).toUpperCase();
}
