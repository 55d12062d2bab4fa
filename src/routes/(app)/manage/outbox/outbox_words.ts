import { formatMoney } from '#lib/ui/format.ts';
import type { PageData } from './$types';

/** An effect that is on its way. */
export type Effect = PageData['rows'][number];

const taskWords: Readonly<Record<string, string>> = {
	subscription: 'Subscription for Odoo',
	payment: 'Payment for Odoo',
	usage: 'Usage report for Odoo',
};

const kindWords: Readonly<Record<string, string>> = {
	erp: 'Work for Odoo',
	mail: 'E-mail',
	mqtt_publish: 'Message to the broker',
	replay: 'Replay of a dead letter',
};

/** What is to be delivered, and to whom. */
export function effectTitle({ kind, task }: Effect): string {
	return taskWords[task ?? ''] ?? kindWords[kind] ?? kind;
}

/** What it is about: plan, receipt, topic. */
export function effectAbout({ planId, reference, money, topic, letterId, subject }: Effect, locale: string): string {
	const parts = [
		money && formatMoney(money, locale),
		reference && `receipt ${reference}`,
		topic ?? (planId && `plan ${planId}`),
		letterId && `letter ${letterId}`,
	].filter((part) => part !== null && part !== '');
	return parts.length > 0 ? parts.join(' · ') : (subject ?? '');
}
