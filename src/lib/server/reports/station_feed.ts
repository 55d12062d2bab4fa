import type { StationReport } from '#lib/server/store/list_station_reports.ts';

/** A report in words. */
export interface ToldReport {
	readonly seq: number;
	/** True for a step of the work, whose `title` is its type; otherwise `title` says what was done. */
	readonly isWorkflow: boolean;
	readonly title: string;
	readonly planId: string;
	readonly by: string;
	/** When it came in, UTC milliseconds. */
	readonly at: number;
	/** What else it says. */
	readonly details: readonly { readonly label: string; readonly value: string }[];
}

/** The most details of a report, and the longest text of one, that a feed shows. */
const detailLimit = 8;
const detailMaxLength = 80;

/** What the feed shows elsewhere, or says of the request and not of the work. */
const leftOut: ReadonlySet<string> = new Set(['action', 'attendant_station', 'activity_type', 'workflow_stage']);

/** Tells a report of an activity or of a step of the work; types and fields may be any that attendants' devices send. */
export function tellReport({ seq, kind, type, planId, actorId, actorName, at, data }: StationReport): ToldReport {
	const isWorkflow = kind === 'workflow';
	const title = isWorkflow ? type : words(type);
	return {
		seq,
		isWorkflow,
		title,
		planId,
		by: actorName ?? actorId,
		at,
		details: detailsOf(data).slice(0, detailLimit),
	};
}

function detailsOf(data: unknown): ToldReport['details'] {
	if (!isRecord(data)) return [];
	return Object.entries(data)
		.filter(([name]) => !leftOut.has(name))
		.flatMap(([name, value]) => {
			const inner = parsed(value);
			if (isRecord(inner)) return detailsOf(inner);
			return value === null || value === '' ? [] : [{ label: words(name), value: printed(value) }];
		});
}

/** Some fields of the spec hold JSON as a text. Spec: seeds/002 A4, `activity_data`. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string' || !value.startsWith('{')) return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return value;
	}
}

function printed(value: unknown): string {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return text.length > detailMaxLength ? `${text.slice(0, detailMaxLength)}…` : text;
}

function words(name: string): string {
	const text = name.replace(/_/g, ' ').trim();
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
