import type { Tone } from '#lib/ui/tone.ts';
import { m } from '#lib/words/generated/messages.js';
import type { PageData } from './$types';

/** A station at which one can charge, with its connectors. */
export type Site = NonNullable<PageData['site']>;

/** A connector of it. */
export type Connector = Site['connectors'][number];

const states: Readonly<Record<Connector['state'], { text: () => string; tone: Tone }>> = {
	free: { text: m.charging_state_free, tone: 'positive' },
	busy: { text: m.charging_state_busy, tone: 'neutral' },
	out_of_order: { text: m.charging_state_broken, tone: 'warning' },
	unreachable: { text: m.charging_state_unreachable, tone: 'warning' },
};

/** Whether one can charge at a connector now, in words. */
export function stateOf({ state }: Connector): { text: string; tone: Tone } {
	const { text, tone } = states[state];
	return { text: text(), tone };
}

/** What plugs are called, whatever the language. Spec: OCPI 2.2.1 ConnectorType. */
const plugs: Readonly<Record<string, string>> = {
	IEC_62196_T1: 'Type 1',
	IEC_62196_T1_COMBO: 'CCS 1',
	IEC_62196_T2: 'Type 2',
	IEC_62196_T2_COMBO: 'CCS 2',
	CHADEMO: 'CHAdeMO',
	GBT_AC: 'GB/T AC',
	GBT_DC: 'GB/T DC',
};

/** «Type 2, 22 kW». */
export function plugText({ standard, ratedPowerW }: Connector, locale: string): string {
	const plug = plugs[standard] ?? standard;
	if (ratedPowerW === null) return plug;
	const kilowatts = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(ratedPowerW / 1000);
	return `${plug}, ${kilowatts}\u00a0kW`;
}
