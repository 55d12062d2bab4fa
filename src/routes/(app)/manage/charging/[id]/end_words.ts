import { formatDateTime, formatEnergy, type Reading } from '#lib/ui/format.ts';
import { m } from '#lib/words/generated/messages.js';
import type { PageData } from './$types';

type Running = NonNullable<PageData['running']>;

/** How the page speaks of one way to end a session. */
interface EndWords {
	readonly button: () => string;
	readonly question: () => string;
	readonly isForced: boolean;
}

const ask: EndWords = { button: m.charges_end_ask, question: m.charges_end_ask_question, isForced: false };
const force: EndWords = { button: m.charges_end_force, question: m.charges_end_force_question, isForced: true };
const now: EndWords = { button: m.charges_end_now, question: m.charges_end_now_question, isForced: true };
const cancel: EndWords = { button: m.charges_end_cancel, question: m.charges_end_cancel_question, isForced: false };

/** What can be done to end a session; null while its charger is given time to stop. */
export function endWords({ ending, isMetered }: Running): EndWords | null {
	if (ending === 'wait') return null;
	if (ending === 'cancel') return cancel;
	if (ending === 'ask') return ask;
	return isMetered ? force : now;
}

/** Where things stand with the end of a session, sentence by sentence. */
export function endSentences({ ending, ...running }: Running, energyWh: number, reading: Reading): string[] {
	const effect = m.charges_end_effect({ energy: formatEnergy(energyWh, reading.locale) });
	const time = running.stopAt === null ? null : formatDateTime(running.stopAt, reading);
	if (ending === 'cancel') return [m.charges_end_lead_waiting()];
	if (ending === 'ask') return [m.charges_end_lead_ask()];
	if (ending === 'wait') return [m.charges_end_lead_wait({ time: time ?? '—' })];
	if (!running.isMetered) return [m.charges_end_lead_unmetered(), effect];
	if (!running.isConnected) return [m.charges_end_lead_offline(), effect];
	if (time === null) return [m.charges_end_lead_refused(), effect];
	return [m.charges_end_lead_disobeyed({ time }), effect];
}
