import * as v from 'valibot';
import { boundedInteger, idText, safeText } from '#lib/kernel/schemas.ts';

const amountMinor = boundedInteger(0, Number.MAX_SAFE_INTEGER);

/** One service that a plan gets from its template in Phase 0: its price in minor units, its opening quota in thousandths of its unit. */
export const templateService = v.object({
	serviceId: idText,
	name: safeText(120),
	kind: v.picklist(['energy', 'swap_count', 'fleet']),
	/** Null where it cannot be bought. */
	unitPriceMinor: v.nullable(amountMinor),
	/** False for what is sold beside the plan. */
	bundled: v.boolean(),
	quotaMilli: amountMinor,
});

export type TemplateService = v.InferOutput<typeof templateService>;

/** What plans of one sort are made from. */
export interface PlanTemplate {
	readonly id: string;
	readonly currency: string;
	readonly services: readonly TemplateService[];
	/** What a new plan has to pay first; null if nothing. */
	readonly depositMinor: number | null;
}
