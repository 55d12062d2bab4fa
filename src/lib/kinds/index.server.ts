import type { SessionEvent } from '#lib/session/kind.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { Effect } from '#lib/server/ports.ts';
import type { SessionKind } from './index.ts';
import { chargeEffects } from './charge/effects.server.ts';
import { saleEffects } from './sale/effects.server.ts';
import { swapEffects } from './swap/effects.server.ts';

/** What a kind's events cause outside. */
export type Effects = (session: SessionRecord, events: readonly SessionEvent[]) => Effect[];

/** The effects of every session kind: one line each. */
export const effects = {
	sale: saleEffects as Effects,
	swap: swapEffects as Effects,
	charge: chargeEffects as Effects,
} satisfies Record<SessionKind, Effects>;
