import type { TimelineEntry } from '#lib/ui/Timeline.svelte';
import { formatDateTime, formatEnergy, type Reading } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import { categoryWord, flagWord } from '../charging_words.ts';
import type { PageData } from './$types';

type Event = Pick<TimelineEntry, 'id' | 'title' | 'body' | 'by' | 'tone'> & { readonly at: number };

/** What people said and did about a session since it ended, first to last. */
export function historyEntries(data: PageData, reading: Reading): TimelineEntry[] {
	return [...holdEvents(data), ...disputeEvents(data), ...correctionEvents(data)]
		.sort((a, b) => a.at - b.at)
		.map(({ at, ...event }) => ({
			...event,
			at: new Date(at).toISOString(),
			time: formatDateTime(at, reading),
		}));
}

function holdEvents({ decided, openHold, names, locale }: PageData): Event[] {
	return [...decided, ...(openHold ? [openHold] : [])].flatMap(({ id, openedAt, reasons, decision }) => {
		const opened: Event = {
			id: `${id}/opened`,
			at: openedAt,
			title: m.charges_told_held(),
			body: reasons.map(({ code }) => flagWord(code)).join(m.manage_semicolon()),
			tone: 'warning',
		};
		if (!decision) return [opened];
		const energy = formatEnergy(decision.energyWh, locale);
		const told = {
			accepted: m.charges_told_accepted({ energy }),
			corrected: m.charges_told_corrected({ energy }),
			voided: m.charges_told_voided(),
		};
		const by = names[decision.by] ?? decision.by;
		const title = told[decision.outcome];
		return [opened, { id: `${id}/decided`, at: decision.at, title, body: decision.reason, by, tone: 'positive' }];
	});
}

function disputeEvents({ disputes, names, customer }: PageData): Event[] {
	return disputes.flatMap(({ id, at, category, text, answer }) => {
		const opened: Event = {
			id,
			at,
			title: m.charges_told_disputed({ what: categoryWord(category) }),
			body: text,
			by: customer.name,
			tone: 'warning',
		};
		if (!answer) return [opened];
		const title = answer.outcome === 'upheld' ? m.charges_told_upheld() : m.charges_told_declined();
		const by = names[answer.by] ?? answer.by;
		return [opened, { id: `${id}/answered`, at: answer.at, title, body: answer.text, by, tone: 'positive' }];
	});
}

/** Corrections that no hold and no dispute tells of. */
function correctionEvents({ records, decided, disputes, locale }: PageData): Event[] {
	const told = new Set([...decided.map(({ decision }) => decision?.at), ...disputes.map(({ answer }) => answer?.at)]);
	return records
		.filter(({ kind, at, reason }) => kind !== 'credit' && reason !== null && !told.has(at))
		.map(({ id, at, energyWh, reason, by }) => {
			const title = m.charges_told_corrected({ energy: formatEnergy(energyWh, locale) });
			return { id, at, title, body: reason ?? undefined, by, tone: 'accent' };
		});
}
