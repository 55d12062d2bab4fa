import type { Tone } from '#lib/ui/tone.ts';
import { m } from '#lib/words/generated/messages.js';
import type { PageData } from './[id]/$types';

/** A charging session as its rider's pages show it. */
export type Charge = PageData['charge'];

interface Phase {
	readonly text: () => string;
	readonly tone: Tone;
	/** What happens next, without and with a charger that meters. */
	readonly next: (isMetered: boolean) => string;
}

const phases: Readonly<Record<string, Phase>> = {
	waiting: { text: m.charging_phase_waiting, tone: 'accent', next: () => m.charging_next_waiting() },
	charging: {
		text: m.charging_phase_charging,
		tone: 'positive',
		next: (isMetered) => (isMetered ? m.charging_next_metered() : m.charging_next_unmetered()),
	},
	stopping: { text: m.charging_phase_stopping, tone: 'accent', next: () => m.charging_next_stopping() },
	completed: { text: m.charging_phase_completed, tone: 'positive', next: () => '' },
	cancelled: { text: m.charging_phase_cancelled, tone: 'neutral', next: () => '' },
};

const unknown: Phase = { text: m.charging_phase_waiting, tone: 'neutral', next: () => '' };

/** What goes on, in words. */
export function phaseOf({ phase }: Pick<Charge, 'phase'>): Phase {
	return phases[phase] ?? unknown;
}

/** How a session of a list stands, in a word or two. */
export function standingOf(charge: Pick<Charge, 'phase' | 'isUnderReview' | 'isCorrected'>): {
	text: string;
	tone: Tone;
} {
	if (charge.isUnderReview) return { text: m.charging_under_review(), tone: 'warning' };
	if (charge.isCorrected) return { text: m.charging_corrected(), tone: 'accent' };
	const { text, tone } = phaseOf(charge);
	return { text: text(), tone };
}

/** That a person looks at a session, and what it costs until then: nothing, or what was billed before. */
export function reviewOf({ isSold }: Pick<Charge, 'isSold'>): { title: string; body: string } {
	return isSold
		? { title: m.charging_review_again(), body: m.charging_review_again_why() }
		: { title: m.charging_under_review(), body: m.charging_under_review_why() };
}

const sources: Readonly<Record<string, () => string>> = {
	none: m.charging_source_none,
	phone: m.charging_source_phone,
	meter: m.charging_source_meter,
	estimate: m.charging_source_estimate,
};

/** Who told the energy of a session. */
export function sourceWord({ source, isCorrected }: Pick<Charge, 'source' | 'isCorrected'>): string {
	if (isCorrected) return m.charging_source_manager();
	return (sources[source] ?? m.charging_source_none)();
}

const endings: Readonly<Record<string, () => string>> = {
	rider: m.charging_end_rider,
	charger: m.charging_end_charger,
	manager: m.charging_end_manager,
	rule: m.charging_end_rule,
};

/** Who or what ended a session; empty while it goes on. */
export function endWord({ endReason }: Pick<Charge, 'endReason'>): string {
	return endReason === null ? '' : (endings[endReason]?.() ?? '');
}

const flags: Readonly<Record<string, () => string>> = {
	POWER_ABOVE_RATING: m.charging_flag_power,
	ENERGY_JUMP: m.charging_flag_jump,
	ENERGY_FELL: m.charging_flag_fell,
	ENERGY_ZERO: m.charging_flag_zero,
	METER_RESET: m.charging_flag_reset,
	METER_BEGIN_ZERO: m.charging_flag_begin,
	METER_BEGIN_MISSING: m.charging_flag_begin,
	STOP_MISSING: m.charging_flag_stop,
	ENDED_BY_MANAGER: m.charging_flag_ended,
	CANCELLED_WITH_ENERGY: m.charging_flag_cancelled,
	CLOCK_WRONG: m.charging_flag_clock,
	METER_LATE: m.charging_flag_late,
};

/** Why a session is looked at by a person, in the words of its rider. */
export function flagWord(code: string): string {
	return (flags[code] ?? m.charging_flag_other)();
}
