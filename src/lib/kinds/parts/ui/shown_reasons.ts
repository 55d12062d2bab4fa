/** A reason for giving a session up: as it is stored, and in the language of the page. */
export interface ShownReason {
	readonly value: string;
	readonly text: () => string;
}

/** A stored reason in the language of the page; one that was written elsewhere as it is. */
export function reasonText(reasons: readonly ShownReason[], stored: string | null): string {
	return reasons.find(({ value }) => value === stored)?.text() ?? stored ?? '';
}
