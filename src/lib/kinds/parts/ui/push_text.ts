import type { PushOutcome } from '#lib/kernel/push_outcomes.ts';
import { m } from '#lib/words/generated/messages.js';
import type { AskedPush } from '../phone_push.ts';
import type { PushView } from '../push_view.ts';

/** Why a phone was not asked, or what came of it beside the outcomes that a provider tells. */
type PushRefusal =
	| 'PUSH_AMOUNT_INVALID'
	| 'PUSH_CURRENCY_UNSUPPORTED'
	| 'PUSH_PHONE_INVALID'
	| 'PUSH_PHONE_LOCKED'
	| 'PUSH_REFUSED'
	| 'PUSH_TOO_LATE'
	| 'PUSH_COUNTED_BEFORE';

const texts: Readonly<Record<PushOutcome | PushRefusal, () => string>> = {
	paid: m.payment_push_paid,
	waiting_for_pin: m.payment_push_waiting_for_pin,
	unknown: m.payment_push_unknown,
	busy: m.payment_push_busy,
	wrong_pin: m.payment_push_wrong_pin,
	cancelled: m.payment_push_cancelled,
	expired: m.payment_push_expired,
	insufficient_funds: m.payment_push_insufficient_funds,
	unreachable: m.payment_push_unreachable,
	push_failed: m.payment_push_push_failed,
	below_limit: m.payment_push_below_limit,
	above_limit: m.payment_push_above_limit,
	daily_limit: m.payment_push_daily_limit,
	balance_limit: m.payment_push_balance_limit,
	duplicate: m.payment_push_duplicate,
	locked: m.payment_push_locked,
	pin_locked: m.payment_push_pin_locked,
	not_permitted: m.payment_push_not_permitted,
	PUSH_AMOUNT_INVALID: m.payment_push_amount_invalid,
	PUSH_CURRENCY_UNSUPPORTED: m.payment_push_currency_unsupported,
	PUSH_PHONE_INVALID: m.payment_push_phone_invalid,
	PUSH_PHONE_LOCKED: m.payment_push_locked,
	PUSH_REFUSED: m.payment_push_refused,
	PUSH_TOO_LATE: m.payment_push_too_late,
	PUSH_COUNTED_BEFORE: m.payment_push_counted_before,
};

/** How a request to a phone stands and the way on, in the language of the page; an end without a text of its own as it is stored. */
export function pushText({ progress }: AskedPush, stage: PushView['stage']): string {
	switch (stage) {
		case 'requested':
			return m.payment_on_its_way();
		case 'waiting':
			return m.payment_push_waiting_for_pin();
		case 'unknown':
			return m.payment_push_unknown();
		case 'failed':
			return progress.status === 'failed' ? failureText(progress) : m.payment_push_unknown();
	}
}

function failureText({ code, message }: { readonly code: string; readonly message: string }): string {
	return Object.hasOwn(texts, code) ? texts[code as keyof typeof texts]() : message;
}
