import type { Money } from '#lib/kernel/money.ts';

/** A figure or words; pages print figures in the reader's own way. Energy in Wh, instants UTC ms. */
export type ReportValue =
	| { readonly text: string; readonly code?: boolean }
	| { readonly energyWh: number }
	| { readonly percent: number }
	| { readonly money: Money }
	| { readonly at: number };

/** One line of a section. `note` says where the value comes from; `strong` rows are results. */
export interface ReportRow {
	readonly label: string;
	readonly value: ReportValue;
	readonly note?: string;
	readonly strong?: boolean;
}

/** What belongs together in a session, as those who manage it read it. */
export interface ReportSection {
	readonly title: string;
	readonly rows: readonly ReportRow[];
}

/** An event in words. */
export interface EventWords {
	readonly title: string;
	readonly body?: string;
	readonly tone?: 'accent' | 'positive' | 'warning' | 'danger';
}

/** An event as the audit trail names it. Spec: seeds/000 §5. */
export interface TrackedEvent {
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}
