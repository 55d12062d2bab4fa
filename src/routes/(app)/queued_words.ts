import type { KindUi, KindWork } from '#lib/kinds/ui.ts';

/** A step that waits, as it was asked. */
interface Waiting {
	readonly step: string;
	readonly input: unknown;
	/** Type of the event that it is shown as, or null. */
	readonly shownAs: string | null;
}

/** A step that waits in words: what was done and, once the work of its kind is loaded, about which thing, as a battery's short id. */
export function queuedWords({ step, input, shownAs }: Waiting, ui: KindUi, work: KindWork | undefined): string {
	const action = ui.actionWords[shownAs ?? '']?.() ?? step;
	const about = work?.kind.offline?.about(input) ?? null;
	return about === null ? action : `${action} · ${about}`;
}
