import type { Result } from '#lib/kernel/result.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { SessionKind } from './index.ts';
import { saleUi } from './sale/ui/sale_ui.ts';
import { swapUi } from './swap/ui/swap_ui.ts';

/** A step that a person wants to take. */
interface Ask {
	readonly step: string;
	readonly input: unknown;
}

/** A numbered step as it is shown. */
interface ShownStep {
	readonly number: number;
	readonly name: () => string;
}

/** Why a session is given up: as it is stored, and in the language of the page. */
interface CancelReason {
	readonly value: string;
	readonly text: () => string;
}

/** How a kind is shown, and how what is entered becomes a request. */
export interface KindUi {
	/** Name of one session of the kind. */
	readonly title: () => string;
	/** The numbered steps of its flow. */
	readonly steps: readonly ShownStep[];
	/** The component of each state of the machine, loaded when needed. */
	readonly components: Readonly<Record<string, () => Promise<{ default: unknown }>>>;
	/** The printable receipt of a completed session. */
	readonly receipt: () => Promise<{ default: unknown }>;
	/** The agent's operation that a step stands for, or null where it goes by command. */
	requestFor(session: SessionRecord, ask: Ask, correlationId: string): AgentCall | null;
	/** The ask behind a step's form. */
	readForm(session: SessionRecord, step: string, fields: Readonly<Record<string, string>>): Result<Ask>;
	/** True while something outside, as a payment provider, is to move the session by itself. */
	awaitsNews(session: SessionRecord): boolean;
	/** What was done last, by event type. */
	readonly actionWords: Readonly<Record<string, () => string>>;
	/** Why one is given up. */
	readonly cancelReasons: readonly CancelReason[];
	/** True if its steps show what is on offer. */
	readonly showsOffers: boolean;
	/** The page on which one begins. */
	readonly startPath: string;
	readonly words: KindWords;
}

/** What the page says around the steps of a kind. */
export interface KindWords {
	/** Begins the next one. */
	readonly next: () => string;
	readonly cancel: () => string;
	readonly cancelAsk: () => string;
	readonly cancelEffect: () => string;
	/** It was continued elsewhere. */
	readonly moved: () => string;
	/** Leads from the receipt to the session. */
	readonly backTo: () => string;
}

/** An operation of the agent with its `data`, without the action. */
interface AgentCall {
	readonly operation: 'identify_customer' | 'identify_equipment' | 'payment_and_service';
	readonly planId: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** Every kind's screens: one line each. */
const kindUis = { sale: saleUi, swap: swapUi } satisfies Record<SessionKind, KindUi>;

/** The screens of a kind by its stored name. Throws TypeError if no such kind was ever registered. */
export function kindUiOf(name: string): KindUi {
	if (!Object.hasOwn(kindUis, name)) throw new TypeError(`There is no session kind ${name}`);
	return kindUis[name as SessionKind];
}

/** The component that shows a session: that of its state, or of its ending once its time is over. */
export async function componentOf(session: SessionRecord): Promise<unknown> {
	const { components } = kindUiOf(session.kind);
	const load = components[session.status === 'expired' ? 'expired' : session.state];
	if (!load) throw new TypeError(`A ${session.kind} shows nothing in the state ${session.state}`);
	return (await load()).default;
}
