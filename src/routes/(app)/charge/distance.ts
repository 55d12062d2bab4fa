/** A place on the globe in degrees, WGS 84. */
export interface Place {
	readonly latitude: number;
	readonly longitude: number;
}

const earthRadiusKm = 6371;

/** How far two places are apart as the crow flies, km. */
export function distanceKm(from: Place, to: Place): number {
	const [fromLatitude, toLatitude] = [radians(from.latitude), radians(to.latitude)];
	const half =
		Math.sin((toLatitude - fromLatitude) / 2) ** 2 +
		Math.cos(fromLatitude) * Math.cos(toLatitude) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
	return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(half)));
}

function radians(degrees: number): number {
	return (degrees * Math.PI) / 180;
}

/** «1.2 km», «480 m». */
export function distanceText(km: number, locale: string): string {
	const [value, unit, digits] = km < 1 ? [Math.round(km * 100) * 10, 'meter', 0] : [km, 'kilometer', km < 10 ? 1 : 0];
	return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits }).format(value);
}
