import { formatDateTime, formatMoney, type Reading } from '#lib/ui/format.ts';
import type { Tone } from '#lib/ui/tone.ts';
import { m } from '#lib/words/generated/messages.js';
import type { PageData } from './$types';

/** A plan of the rider who looks at the page. */
export type RiderPlan = PageData['plans'][number];

type Standing = RiderPlan['standing'];

/** How a plan stands, in a word or two and by its tone. */
export const standingWords: Readonly<Record<Standing, { readonly text: () => string; readonly tone: Tone }>> = {
	active: { text: m.rider_standing_active, tone: 'positive' },
	renewal_due: { text: m.rider_standing_renewal_due, tone: 'warning' },
	ordered: { text: m.rider_standing_ordered, tone: 'accent' },
	preparing: { text: m.rider_standing_preparing, tone: 'accent' },
	deposit_due: { text: m.rider_standing_deposit_due, tone: 'warning' },
	final_due: { text: m.rider_standing_final_due, tone: 'warning' },
	overdue: { text: m.rider_standing_overdue, tone: 'danger' },
	suspended: { text: m.rider_standing_suspended, tone: 'danger' },
	battery_lost: { text: m.rider_standing_battery_lost, tone: 'danger' },
	cancelled: { text: m.rider_standing_cancelled, tone: 'neutral' },
	ended: { text: m.rider_standing_ended, tone: 'neutral' },
};

/** What a rider should know or do about how a plan stands; nothing where it serves or is over. */
export function adviceOf(plan: RiderPlan, reading: Reading): { tone: Tone; title: string; body: string } | null {
	const { text, tone } = standingWords[plan.standing];
	switch (plan.standing) {
		case 'renewal_due':
			return { tone, title: dueUntil(plan, reading), body: m.rider_way_renewal_due() };
		case 'deposit_due':
		case 'final_due':
			return { tone, title: due(plan, reading), body: m.rider_way_unpaid() };
		case 'overdue':
			return { tone, title: blocked(plan, reading), body: m.rider_way_unpaid() };
		case 'ordered':
			return { tone, title: text(), body: m.rider_way_ordered() };
		case 'preparing':
			return { tone, title: text(), body: m.rider_way_preparing() };
		case 'suspended':
			return { tone, title: text(), body: m.rider_way_suspended() };
		case 'battery_lost':
			return { tone, title: text(), body: m.rider_way_battery_lost() };
		case 'active':
		case 'cancelled':
		case 'ended':
			return null;
	}
}

function dueUntil(plan: RiderPlan, reading: Reading): string {
	if (plan.graceEndsAt === null) return due(plan, reading);
	const time = formatDateTime(plan.graceEndsAt, reading);
	return plan.due
		? m.rider_due_until({ amount: formatMoney(plan.due, reading.locale), time })
		: m.rider_due_until_unsaid({ time });
}

function due({ due: money }: RiderPlan, { locale }: Reading): string {
	return money ? m.rider_due({ amount: formatMoney(money, locale) }) : m.rider_due_unsaid();
}

function blocked({ due: money }: RiderPlan, { locale }: Reading): string {
	return money ? m.rider_blocked_amount({ amount: formatMoney(money, locale) }) : m.rider_blocked();
}
