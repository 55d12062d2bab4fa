import { pushOutcomes, type PushOutcome } from '#lib/kernel/push_outcomes.ts';

/** What each result code of M-Pesa means. Spec: EXTERNAL, Daraja; 4999 is what queries answer, too, while the prompt is open. */
export const resultCodes: Readonly<Record<string, PushOutcome>> = {
	'0': 'paid',
	'1': 'insufficient_funds',
	'2': 'below_limit',
	'3': 'above_limit',
	'4': 'daily_limit',
	'8': 'balance_limit',
	'17': 'duplicate',
	'1001': 'locked',
	'1019': 'expired',
	'1025': 'push_failed',
	'1032': 'cancelled',
	'1037': 'unreachable',
	'2001': 'wrong_pin',
	'2028': 'not_permitted',
	'4999': 'waiting_for_pin',
	'8006': 'pin_locked',
	'9999': 'push_failed',
	'500.001.1001': 'waiting_for_pin',
	'500.003.02': 'busy',
};

/** The outcome of a result code; `unknown`, which is asked about again and never taken for a no, if nobody documents it. */
export function outcomeOf(resultCode: string): PushOutcome {
	return Object.hasOwn(resultCodes, resultCode) ? resultCodes[resultCode]! : 'unknown';
}

/** Whether an outcome is final, and which way. */
export function stateOf(outcome: PushOutcome): 'paid' | 'pending' | 'failed' {
	return pushOutcomes[outcome].state;
}
