/** A step that a person wants to take, with what was entered. */
export interface StepAsk {
	readonly step: string;
	readonly input: unknown;
}
