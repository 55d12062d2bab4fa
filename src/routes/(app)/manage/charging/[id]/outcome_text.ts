import { formatEnergy, formatMoney } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import type { ActionData } from './$types';

type Outcome = NonNullable<ActionData>['outcome'];

/** What a session would cost after a decision, and the reason that was typed. */
export function outcomeText(outcome: Outcome, { reason, locale }: { reason: string; locale: string }): string {
	return outcome ? m.charges_outcome({ ...printed(outcome, locale), reason }) : m.charges_outcome_nothing({ reason });
}

/** What an answer to a dispute would do, and what the rider reads. */
export function answerText(
	outcome: Outcome,
	{ verdict, answer, locale }: { verdict: string; answer: string; locale: string },
): string {
	return outcome
		? m.charges_answer_costs({ ...printed(outcome, locale), verdict, answer })
		: m.charges_answer_shown({ verdict, answer });
}

function printed({ energyWh, cost }: NonNullable<Outcome>, locale: string) {
	return { energy: formatEnergy(energyWh, locale), cost: formatMoney(cost, locale) };
}
