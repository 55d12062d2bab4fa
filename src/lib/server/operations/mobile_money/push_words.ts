import type { Refusal } from '#lib/kernel/result.ts';
import type { PushRefusal } from '../../ports.ts';

const words: Readonly<Record<PushRefusal | 'PUSH_TOO_LATE', string>> = {
	PUSH_AMOUNT_INVALID: 'The provider takes whole amounts only; take it another way',
	PUSH_CURRENCY_UNSUPPORTED: 'The provider does not take this currency; take it another way',
	PUSH_PHONE_INVALID: 'This is no number of the provider; check it, or take the payment another way',
	PUSH_PHONE_LOCKED: 'Another payment of this phone is under way; wait until it has ended, then send the request again',
	PUSH_REFUSED: 'The provider refused the request; take the payment another way and tell your manager',
	PUSH_TOO_LATE: 'The request waited too long to be sent; send it again',
};

/** Why a phone was not asked, and the way on, for the attendant. */
export function pushRefusalWords({ code }: Refusal): string {
	return Object.hasOwn(words, code) ? words[code as keyof typeof words] : words.PUSH_REFUSED;
}

/** Why a request whose payment counts already is over, for the attendant. */
export const countedBeforeWords =
	'This payment was recorded by its receipt number before; have a manager check what it was counted for';
