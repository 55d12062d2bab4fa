import type { TimelineEntry } from '#lib/ui/Timeline.svelte';
import { formatDateTime, formatMoney, type Reading } from '#lib/ui/format.ts';
import { payOutWord, reasonWords } from '../money_words.ts';
import { placeWord } from './detail_rows.ts';
import type { PageData } from './$types';

type MoneyEvent = PageData['history'][number];
type Told = Pick<TimelineEntry, 'title' | 'body' | 'by' | 'tone'>;
type Said = Extract<MoneyEvent, { settlement: unknown }>;

/** What happened to a payment's money, in words. */
export function historyEntries({ history, services }: PageData, reading: Reading): TimelineEntry[] {
	return history.map((event) => ({
		id: event.id,
		at: new Date(event.at).toISOString(),
		time: formatDateTime(event.at, reading),
		...tell(event, { services, locale: reading.locale }),
	}));
}

interface Words {
	readonly services: PageData['services'];
	readonly locale: string;
}

function tell(event: MoneyEvent, words: Words): Told {
	const money = formatMoney(event.money, words.locale);
	switch (event.type) {
		case 'captured': {
			const parts = event.into.map(
				(part) => `${formatMoney(part.money, words.locale)} ${placeWord(part.bucket).toLowerCase()}`,
			);
			return { title: `${money} received`, body: parts.join(', '), by: event.by, tone: 'accent' };
		}
		case 'moved':
			return {
				title: `${money}: ${placeWord(event.to).toLowerCase()}`,
				body: event.reason ? reasonWords(event.reason) : `Until then ${placeWord(event.from).toLowerCase()}`,
				tone: event.to === 'refund_due' ? 'warning' : 'neutral',
			};
		case 'proposed':
			return { title: `Proposed: ${settlementWords(event, words)}`, by: event.by };
		case 'approved': {
			const title = event.settlement.kind === 'refund' ? `${money} given back` : `${money} credited to the plan`;
			return { title, body: `Approved: ${settlementWords(event, words)}`, by: event.by, tone: 'positive' };
		}
		case 'rejected':
			return { title: 'Rejected', body: event.reason ?? undefined, by: event.by, tone: 'warning' };
		case 'withdrawn':
			return { title: 'Withdrawn', body: event.reason ?? undefined, by: event.by };
	}
}

function settlementWords({ settlement, money }: Said, { services, locale }: Words): string {
	const amount = formatMoney(money, locale);
	if (settlement.kind === 'refund')
		return `pay out ${amount}, ${payOutWord(settlement.method).toLowerCase()} ${settlement.reference}`;
	const service = services.find(({ id }) => id === settlement.serviceId)?.name ?? settlement.serviceId;
	return `credit ${amount} to the plan for ${service}`;
}
