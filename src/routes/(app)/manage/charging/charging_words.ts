import { formatDateTime, formatDuration, formatEnergy, type Reading } from '#lib/ui/format.ts';
import type { Tone } from '#lib/ui/tone.ts';
import { m } from '#lib/words/generated/messages.js';
import type { PageData } from './$types';

/** What of charging is listed. */
export type ChargingView = PageData['show'];

/** A charger of the list. */
export type ListedCharger = PageData['chargers'][number];

/** Each list: its name, and what it says when it is empty. */
export const viewWords: Readonly<
	Record<ChargingView, Readonly<Record<'label' | 'empty' | 'emptyBody', () => string>>>
> = {
	held: { label: m.charges_view_held, empty: m.charges_none_held, emptyBody: m.charges_none_held_body },
	running: { label: m.charges_view_running, empty: m.charges_none_running, emptyBody: m.charges_none_running_body },
	disputes: { label: m.charges_view_disputes, empty: m.charges_none_disputes, emptyBody: m.charges_none_disputes_body },
	transactions: {
		label: m.charges_view_transactions,
		empty: m.charges_none_transactions,
		emptyBody: m.charges_none_transactions_body,
	},
	chargers: { label: m.charges_view_chargers, empty: m.charges_none_chargers, emptyBody: m.charges_none_chargers_body },
};

/** What was told and what was possible, printed; `—` for what was not told. */
interface FlagFigures {
	readonly told: string;
	readonly possible: string;
}

interface FlagWords {
	readonly short: () => string;
	readonly long: (figures: FlagFigures) => string;
	readonly unit: 'Wh' | 'W' | 'ms' | 'at';
}

const flags: Readonly<Record<string, FlagWords>> = {
	POWER_ABOVE_RATING: { short: m.charges_flag_power, long: m.charges_why_power, unit: 'W' },
	ENERGY_JUMP: { short: m.charges_flag_jump, long: m.charges_why_jump, unit: 'Wh' },
	ENERGY_FELL: { short: m.charges_flag_fell, long: m.charges_why_fell, unit: 'Wh' },
	ENERGY_ZERO: { short: m.charges_flag_zero, long: m.charges_why_zero, unit: 'ms' },
	METER_RESET: { short: m.charges_flag_reset, long: m.charges_why_reset, unit: 'Wh' },
	METER_BEGIN_ZERO: { short: m.charges_flag_begin_zero, long: m.charges_why_begin_zero, unit: 'Wh' },
	METER_BEGIN_MISSING: { short: m.charges_flag_begin_missing, long: m.charges_why_begin_missing, unit: 'Wh' },
	STOP_MISSING: { short: m.charges_flag_stop_missing, long: m.charges_why_stop_missing, unit: 'Wh' },
	ENDED_BY_MANAGER: { short: m.charges_flag_by_manager, long: m.charges_why_by_manager, unit: 'Wh' },
	CANCELLED_WITH_ENERGY: { short: m.charges_flag_cancelled, long: m.charges_why_cancelled, unit: 'Wh' },
	CLOCK_WRONG: { short: m.charges_flag_clock, long: m.charges_why_clock, unit: 'at' },
	METER_LATE: { short: m.charges_flag_late, long: m.charges_why_late, unit: 'Wh' },
};

/** Why a session is held, in a few words; a code that has none is shown as it is stored. */
export function flagWord(code: string): string {
	return flags[code]?.short() ?? code;
}

/** Why a session is held, as a sentence with what was told and what was possible. */
export function flagSentence(
	{ code, value, limit }: { code: string; value: number | null; limit: number | null },
	reading: Reading,
): string {
	const words = flags[code];
	if (!words) return code;
	const print = (figure: number | null) => (figure === null ? '—' : printFigure(figure, words.unit, reading));
	return words.long({ told: print(value), possible: print(limit) });
}

function printFigure(figure: number, unit: FlagWords['unit'], reading: Reading): string {
	const { locale } = reading;
	switch (unit) {
		case 'Wh':
			return formatEnergy(figure, locale);
		case 'W':
			return formatPower(figure, locale);
		case 'ms':
			return formatDuration(figure, locale);
		case 'at':
			return formatDateTime(figure, reading);
	}
}

/** «16.8 kW»: at most 2 decimals. */
export function formatPower(powerW: number, locale: string): string {
	return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(powerW / 1000)}\u00a0kW`;
}

const categories: Readonly<Record<string, () => string>> = {
	energy: m.charges_category_energy,
	price: m.charges_category_price,
	time: m.charges_category_time,
	not_me: m.charges_category_not_me,
	other: m.charges_category_other,
};

/** What a rider says is wrong. */
export function categoryWord(category: string): string {
	return categories[category]?.() ?? category;
}

const problems: Readonly<Record<string, () => string>> = {
	TAG_UNKNOWN: m.charges_problem_tag,
	START_MISSING: m.charges_problem_start,
	CONNECTOR_UNKNOWN: m.charges_problem_connector,
	SESSION_ENDED: m.charges_problem_session,
	RIDER_CHARGES_ELSEWHERE: m.charges_problem_elsewhere,
	TARIFF_MISSING: m.charges_problem_tariff,
	BEGUN_LATE: m.charges_problem_late,
	OTHER_CONNECTOR: m.charges_problem_other_connector,
};

/** Why no session could be made of a transaction. */
export function problemWord(problem: string): string {
	return problems[problem]?.() ?? problem;
}

const statuses: Readonly<Record<string, { text: () => string; tone: Tone }>> = {
	Available: { text: m.charges_status_available, tone: 'positive' },
	Preparing: { text: m.charges_status_preparing, tone: 'accent' },
	Charging: { text: m.charges_status_charging, tone: 'accent' },
	Occupied: { text: m.charges_status_occupied, tone: 'accent' },
	SuspendedEV: { text: m.charges_status_suspended_vehicle, tone: 'accent' },
	SuspendedEVSE: { text: m.charges_status_suspended_charger, tone: 'warning' },
	Finishing: { text: m.charges_status_finishing, tone: 'accent' },
	Reserved: { text: m.charges_status_reserved, tone: 'neutral' },
	Unavailable: { text: m.charges_status_unavailable, tone: 'warning' },
	Faulted: { text: m.charges_status_faulted, tone: 'danger' },
};

/** How a connector stands, as its badge. Spec: OCPP ChargePointStatus, ConnectorStatusEnumType. */
export function connectorBadge(status: string): { text: string; tone: Tone } {
	const known = statuses[status];
	return known ? { text: known.text(), tone: known.tone } : { text: status, tone: 'neutral' };
}

/** True while a charger holds a connection, as far as we were told. */
export function isConnected({
	connectedAt,
	disconnectedAt,
}: Pick<ListedCharger, 'connectedAt' | 'disconnectedAt'>): boolean {
	return connectedAt !== null && (disconnectedAt === null || disconnectedAt < connectedAt);
}

/** How long a session is silent before that is shown, ms. */
const silenceMs = 15 * 60_000;

/** What goes on in a session, as its badge. */
export function stageBadge(
	{ stage, newsAt }: Pick<PageData['running'][number], 'stage' | 'newsAt'>,
	now: number,
): { text: string; tone: Tone } {
	if (stage === 'waiting') return { text: m.charges_stage_waiting(), tone: 'neutral' };
	if (stage === 'stopping') return { text: m.charges_stage_stopping(), tone: 'warning' };
	if (now - newsAt >= silenceMs) return { text: m.charges_stage_silent(), tone: 'warning' };
	return { text: m.charges_stage_charging(), tone: 'accent' };
}
