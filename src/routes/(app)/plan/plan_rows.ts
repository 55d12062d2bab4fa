import { formatDateTime, formatEnergy, formatMoney, type Reading } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import type { RiderPlan } from './plan_words.ts';

type Service = RiderPlan['services'][number];

/** One service as it is shown; with a bar where its quota can run out. */
interface ServiceLine {
	readonly id: string;
	readonly name: string;
	readonly left: string;
	readonly note: string;
	readonly bar: { readonly left: number; readonly quota: number } | null;
}

const prices: Readonly<Record<Service['kind'], (of: { price: string }) => string>> = {
	energy: m.rider_price_energy,
	swap_count: m.rider_price_swap_count,
	fleet: m.rider_price_fleet,
};

/** What a rider looks for first: swaps, battery, how long it is paid, the last swap. */
export function figureRows(plan: RiderPlan, reading: Reading): { label: string; value: string; note?: string }[] {
	const { swaps, batteries, periodEndsAt, lastSwapAt } = plan;
	const time = (at: number) => formatDateTime(at, reading);
	const count = (milli: number) => amountOf('swap_count', milli, reading.locale);
	const swapsLeft =
		swaps &&
		(swaps.leftMilli === null
			? m.rider_unlimited()
			: m.rider_left_of({ left: count(swaps.leftMilli), quota: count(swaps.quotaMilli) }));
	const held = batteries.map(({ id, shortId }) => ({ label: m.rider_battery(), value: shortId, note: id }));
	return [
		...(swapsLeft === null ? [] : [{ label: m.rider_swaps_left(), value: swapsLeft }]),
		...(held.length > 0 ? held : [{ label: m.rider_battery(), value: m.rider_no_battery() }]),
		...(periodEndsAt === null ? [] : [{ label: m.rider_paid_until(), value: time(periodEndsAt) }]),
		...(lastSwapAt === null ? [] : [{ label: m.rider_last_swap(), value: time(lastSwapAt) }]),
	];
}

/** What is left of a service and what was used. A bounded fleet says how many batteries may be out at once, unless it was overdrawn. */
export function serviceLine(service: Service, locale: string): ServiceLine {
	const { id, name, kind, usedMilli, leftMilli, quotaMilli, unitPrice } = service;
	const amount = (milli: number) => amountOf(kind, milli, locale);
	const price = unitPrice && prices[kind]({ price: formatMoney(unitPrice, locale) });
	const used = m.rider_used({ used: amount(usedMilli) });
	const told = (left: string, bar: ServiceLine['bar'], notes: readonly (string | null)[]) => {
		const note = notes.filter((text) => text !== null).join(' · ');
		return { id, name, left, note, bar };
	};
	if (leftMilli === null) return told(m.rider_unlimited(), null, [kind === 'fleet' ? null : used, price]);
	if (kind === 'fleet' && usedMilli <= quotaMilli)
		return told(m.rider_up_to({ shown: amount(quotaMilli) }), null, [price]);
	const left = m.rider_left_of_quota({ left: amount(leftMilli), quota: amount(quotaMilli) });
	return told(left, { left: leftMilli, quota: Math.max(quotaMilli, 1) }, [used, price]);
}

function amountOf(kind: Service['kind'], milli: number, locale: string): string {
	return kind === 'energy' ? formatEnergy(milli, locale) : new Intl.NumberFormat(locale).format(milli / 1000);
}
