import { formatMoney } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import type { PageData } from './$types';

/** An effect that is on its way. */
export type Effect = PageData['rows'][number];

const taskWords: Readonly<Record<string, () => string>> = {
	subscription: m.outbox_task_subscription,
	payment: m.outbox_task_payment,
	usage: m.outbox_task_usage,
};

const kindWords: Readonly<Record<string, () => string>> = {
	erp: m.outbox_kind_erp,
	mail: m.outbox_kind_mail,
	mqtt_publish: m.outbox_kind_mqtt_publish,
	replay: m.outbox_kind_replay,
};

/** What is to be delivered, and to whom. */
export function effectTitle({ kind, task }: Effect): string {
	return (taskWords[task ?? ''] ?? kindWords[kind])?.() ?? kind;
}

/** What it is about: plan, receipt, topic. */
export function effectAbout({ planId, reference, money, topic, letterId, subject }: Effect, locale: string): string {
	const parts = [
		money && formatMoney(money, locale),
		reference && m.outbox_about_receipt({ reference }),
		topic ?? (planId && m.outbox_about_plan({ plan: planId })),
		letterId && m.outbox_about_letter({ letter: letterId }),
	].filter((part) => part !== null && part !== '');
	return parts.length > 0 ? parts.join(' · ') : (subject ?? '');
}
