import { shortBatteryId } from '#lib/kernel/battery_reading.ts';

/** What a battery's advertised name tells before anything is read. Names can be spoofed: a hint, never an identity. */
export interface AdvertisedName {
	/** First word, in capitals, for example `OVES`. */
	readonly vendor: string;
	/** Second word, in capitals, for example `BATT`. */
	readonly productType: string;
	/** Last six characters of the name. */
	readonly shortId: string;
}

const vendorTypeAndId = /^(\S+)\s+(\S+)\s+(?:.*\s)?(\S{6,})$/;

/** Parses `OVES BATT 45AH 001094`, `OVES Batt 45AH2311000102` or `OVES BATT 100049`; null if a name is built otherwise. */
export function parseAdvertisedName(name: string | null): AdvertisedName | null {
	const [, vendor, productType, id] = vendorTypeAndId.exec(name?.trim() ?? '') ?? [];
	if (vendor === undefined || productType === undefined || id === undefined) return null;
	return { vendor: vendor.toUpperCase(), productType: productType.toUpperCase(), shortId: shortBatteryId(id) };
}
