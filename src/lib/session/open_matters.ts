/** What a kind says of an open session beside its summary. */
export interface OpenMatters {
	/** True while money is asked for and not there yet. */
	readonly awaitsPayment: boolean;
	/** The battery that the session is about to hand out, or null. */
	readonly batteryId: string | null;
}
