/** Where a station stands. */
export interface StationAddress {
	readonly address: string;
	readonly city: string;
	readonly postalCode: string | null;
	/** ISO 3166-1 alpha-3. */
	readonly country: string;
	/** Degrees, WGS 84. */
	readonly latitude: number;
	readonly longitude: number;
}

/** What a connector is. */
export interface ConnectorTraits {
	/** What its QR code says. */
	readonly code: string;
	/** The number its charger knows it by. */
	readonly evseId: number;
	/** ConnectorType, ConnectorFormat and PowerType of OCPI, as managers entered them. */
	readonly standard: string;
	readonly format: string;
	readonly powerType: string;
}
