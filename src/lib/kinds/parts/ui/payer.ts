/** Who pays. */
export interface Payer {
	readonly name: string;
	/** E.164 digits without the plus sign; empty where none is known. */
	readonly phone: string;
}
