import type { Result } from '#lib/kernel/result.ts';

/** What Odoo answers: a value, or its no as the reason of ERP_REFUSED. */
export type Answer<T> = Result<T, 'ERP_REFUSED'>;

/** Parameters of a method by their names; `ids` are the records it is called on. */
export type OdooParams = Readonly<Record<string, unknown>> & { readonly ids?: readonly number[] };

/**
 * Calls a method of a model, over whichever interface, in a transaction of its own. Refuses what Odoo refuses, and throws
 * FaultError where asking again can help: Odoo is away, slow, overloaded or does not know us.
 */
export type OdooCall = (model: string, method: string, params: OdooParams) => Promise<Answer<unknown>>;

/** How long one call may take, and how much may come back. */
export interface CallLimits {
	readonly timeLimitMs: number;
	readonly answerLimitBytes: number;
}
