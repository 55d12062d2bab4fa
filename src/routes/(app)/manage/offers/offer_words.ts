import { m } from '#lib/words/generated/messages.js';
import type { PageData } from './$types';

/** A package or a subscription, on offer or withdrawn. */
export type Offer = PageData['packages'][number];

type Content = Offer['content'];

/** How often a subscription is paid for. */
export const periodWords: Readonly<Record<(Content & { kind: 'plan' })['period'], () => string>> = {
	weekly: m.offers_period_weekly,
	monthly: m.offers_period_monthly,
	yearly: m.offers_period_yearly,
};

/** The sorts of parts that have a word; others are named as the ERP does. */
export const partTypeWords: Readonly<Record<string, () => string>> = {
	main_service: m.offers_type_main_service,
	battery_swap: m.offers_type_battery_swap,
	accessory: m.offers_type_accessory,
};

/** What a package holds, or when a subscription is paid and what its plans are made from. */
export function offerTerms({ content }: Offer, templates: PageData['templates']): string {
	if (content.kind === 'package')
		return content.components
			.map(({ name, quantity }) => (quantity === 1 ? name : m.offers_part_short({ name, quantity: String(quantity) })))
			.join(m.manage_comma());
	const template = templates.find(({ id }) => id === content.templateId)?.name ?? content.templateId;
	return m.offers_plan_short({ period: periodWords[content.period](), template });
}
