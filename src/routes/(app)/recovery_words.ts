import { kindUiOf } from '#lib/kinds/ui.ts';
import type { Candidate, Obstacle, RecoveryWarning } from '#lib/stores/recovery.ts';
import { formatMoney, formatRelative } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import { getLocale } from '#lib/words/generated/runtime.js';

/** What is known of a session beside itself. */
interface Known {
	readonly obstacle: Obstacle | null;
	readonly warnings: readonly RecoveryWarning[];
	/** UTC milliseconds by the server's clock. */
	readonly now: number;
}

/** A session in the words of a recovery prompt. Spec: seeds/000 §4. */
export interface ToldSession {
	readonly candidate: Candidate;
	readonly customer: string;
	/** Name of the kind. */
	readonly title: string;
	readonly step: string;
	/** What was done last, how long ago, and by whom. */
	readonly last: string;
	/** Why it cannot be resumed, and what became of its money; empty where it can. */
	readonly obstacles: readonly string[];
	readonly warnings: readonly string[];
	/** As they are stored, and as they are shown. */
	readonly cancelReasons: readonly { readonly value: string; readonly title: string }[];
}

/** Puts a session into the words of a recovery prompt. */
export function tellSession(candidate: Candidate, { obstacle, warnings, now }: Known): ToldSession {
	const { title, steps, actionWords, cancelReasons } = kindUiOf(candidate.kind);
	const name = steps.find(({ number }) => number === candidate.step)?.name() ?? '';
	const { type, at } = candidate.lastAction;
	return {
		candidate,
		title: title(),
		cancelReasons: cancelReasons.map(({ value, text }) => ({ value, title: text() })),
		customer: candidate.customerName ?? m.recovery_customer_unknown(),
		step: m.recovery_step({ step: candidate.step, count: steps.length, name }),
		last: m.recovery_last({
			action: actionWords[type]?.() ?? type,
			ago: formatRelative(at, now, getLocale()),
			who: candidate.facts?.lastActor?.name ?? candidate.actorName,
		}),
		obstacles: obstacle === null ? [] : [obstacleWords(candidate, obstacle, now), ...moneyWords(candidate)],
		warnings: warnings.map((warning) => warningWords(candidate, warning)),
	};
}

function warningWords(candidate: Candidate, warning: RecoveryWarning): string {
	switch (warning.code) {
		case 'steps_waiting':
			return m.recovery_warn_waiting({ count: warning.count });
		case 'moved_on':
			return warning.by === null ? m.recovery_warn_moved() : m.recovery_warn_moved_by({ name: warning.by });
		case 'battery_gone':
			return m.recovery_warn_battery();
		case 'payment_pending': {
			const amount = money(candidate, candidate.paidMinor);
			return amount === null ? m.recovery_warn_payment() : m.recovery_warn_payment_part({ amount });
		}
	}
}

function obstacleWords(candidate: Candidate, obstacle: Obstacle, now: number): string {
	switch (obstacle) {
		case 'expired':
			return m.recovery_expired({ ago: formatRelative(candidate.expiresAt, now, getLocale()) });
		case 'ended':
			return endingWords(candidate);
		case 'other_station':
			return m.recovery_other_station();
		case 'not_allowed':
			return m.recovery_not_allowed();
	}
}

function endingWords({ status, facts }: Candidate): string {
	const name = facts?.lastActor?.name;
	if (status === 'completed') return name ? m.recovery_completed_by({ name }) : m.recovery_completed();
	if (status === 'cancelled') return name ? m.recovery_cancelled_by({ name }) : m.recovery_cancelled();
	return m.recovery_ended();
}

/** What became of the money in a session that is over, in a sentence; none where there was none, or it was of use. */
function moneyWords(candidate: Candidate): string[] {
	const due = money(candidate, candidate.facts?.refundDueMinor ?? 0);
	if (due !== null) return [m.recovery_refund_due({ amount: due })];
	const isOver = candidate.status === 'active' || candidate.status === 'expired';
	const coming = isOver ? money(candidate, candidate.paidMinor) : null;
	return coming === null ? [] : [m.recovery_refund_coming({ amount: coming })];
}

function money({ currency }: Candidate, amountMinor: number): string | null {
	return currency !== null && amountMinor > 0 ? formatMoney({ amountMinor, currency }, getLocale()) : null;
}
