import type { TimelineEntry } from '#lib/ui/Timeline.svelte';
import { formatDateTime, formatMoney, type Reading } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
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
			const parts = event.into.map((part) =>
				m.money_told_portion({ amount: formatMoney(part.money, words.locale), place: placeWithin(part.bucket, words) }),
			);
			return {
				title: m.money_told_received({ amount: money }),
				body: parts.join(m.manage_comma()),
				by: event.by ?? m.money_provider(),
				tone: 'accent',
			};
		}
		case 'moved':
			return {
				title: m.money_told_moved({ amount: money, place: placeWithin(event.to, words) }),
				body: event.reason ? reasonWords(event.reason) : m.money_told_until({ place: placeWithin(event.from, words) }),
				tone: event.to === 'refund_due' ? 'warning' : 'neutral',
			};
		case 'proposed':
			return { title: m.money_told_proposed({ what: settlementWords(event, words) }), by: event.by };
		case 'approved': {
			const told = event.settlement.kind === 'refund' ? m.money_told_refunded : m.money_told_credited;
			const body = m.money_told_approved({ what: settlementWords(event, words) });
			return { title: told({ amount: money }), body, by: event.by, tone: 'positive' };
		}
		case 'rejected':
			return { title: m.money_done_rejected(), body: event.reason ?? undefined, by: event.by, tone: 'warning' };
		case 'withdrawn':
			return { title: m.money_done_withdrawn(), body: event.reason ?? undefined, by: event.by };
	}
}

function settlementWords({ settlement, money }: Said, { services, locale }: Words): string {
	const amount = formatMoney(money, locale);
	if (settlement.kind === 'refund') {
		const method = payOutWord(settlement.method).toLocaleLowerCase(locale);
		return m.money_settle_refund({ amount, method, reference: settlement.reference });
	}
	const service = services.find(({ id }) => id === settlement.serviceId)?.name ?? settlement.serviceId;
	return m.money_settle_credit({ amount, service });
}

/** The name of a bucket within a sentence. */
function placeWithin(bucket: string, { locale }: Words): string {
	return placeWord(bucket).toLocaleLowerCase(locale);
}
