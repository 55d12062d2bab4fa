import type { TemplateService } from './template.ts';

/**
 * What a decision brings into being beside its events: people and plans, written in the same transaction.
 * The ids are the decision's own, so that the same decision written twice is one.
 */
export type Introduction = NewRider | WithdrawnRider | NewPlan | OpenedPlan | ClosedPlan;

/** A customer, and the account they sign in with where they have an e-mail address. */
export interface NewRider {
	readonly introduces: 'rider';
	readonly customerId: string;
	readonly name: string;
	/** E.164 digits without the plus sign. */
	readonly phone: string;
	readonly email: string | null;
	/** True if the same decision-maker introduced them before: their figures change. Otherwise nobody may bear the id yet. */
	readonly isCorrection: boolean;
}

/** Somebody who was introduced and turned out to be known: the account that nobody has used goes. */
export interface WithdrawnRider {
	readonly introduces: 'withdrawn_rider';
	readonly customerId: string;
}

/** A plan with a signed contract and the services of its template, `ORDERED`: it serves nobody until it is opened. */
export interface NewPlan {
	readonly introduces: 'plan';
	readonly planId: string;
	readonly customerId: string;
	readonly name: string;
	readonly templateId: string;
	readonly currency: string;
	/** Minor units; 0 for nothing. */
	readonly dueMinor: number;
	/** What it starts with. */
	readonly services: readonly TemplateService[];
}

/** A plan whose first battery is handed out with it: it serves from now on. */
export interface OpenedPlan {
	readonly introduces: 'opened_plan';
	readonly planId: string;
}

/** A plan whose sale came to nothing: it serves no more. */
export interface ClosedPlan {
	readonly introduces: 'closed_plan';
	readonly planId: string;
}

/** The account of a customer who signs in. */
export function accountOf(customerId: string): string {
	return `rider-${customerId}`;
}
