import { m } from '#lib/words/generated/messages.js';

/** What a rider can say is wrong, as it is stored and as it is shown. */
export const categories = [
	{ value: 'energy', text: m.charging_dispute_energy },
	{ value: 'price', text: m.charging_dispute_price },
	{ value: 'time', text: m.charging_dispute_time },
	{ value: 'not_me', text: m.charging_dispute_not_me },
	{ value: 'other', text: m.charging_dispute_other },
] as const;

/** What was said to be wrong. */
export function categoryWord(category: string): string {
	return (categories.find(({ value }) => value === category)?.text ?? m.charging_dispute_other)();
}
