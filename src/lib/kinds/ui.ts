import type { Result } from '#lib/kernel/result.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { AnyKind, SessionKind } from './index.ts';

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

/** The ways to what a kind shows in the wizard, and after it. */
interface KindScreens {
	/** The component of the state in which one begins: it needs none of the others. */
	readonly first: { readonly state: string; readonly screen: () => Promise<{ default: unknown }> };
	/** The components of all other states of the machine. */
	readonly rest: () => Promise<Readonly<Record<string, unknown>>>;
	/** The printable receipt of a completed session. */
	readonly receipt: () => Promise<{ default: unknown }>;
}

/** How a kind is shown: its words, and the ways to its screens and its work, which are loaded when they are needed. */
export interface KindUi {
	/** Name of one session of the kind. */
	readonly title: () => string;
	/** The numbered steps of its flow. */
	readonly steps: readonly ShownStep[];
	/** Null for a kind that has pages of its own. */
	readonly screens: KindScreens | null;
	/** What its steps are asked and decided by. */
	readonly work: () => Promise<KindWork>;
	/** The steps that may be taken without the server. */
	readonly offlineSteps: readonly string[];
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

/** How what is entered in a kind becomes a request, and what it would lead to. */
export interface KindWork {
	readonly kind: AnyKind;
	/** The agent's operation that a step stands for, or null where it goes by command. */
	requestFor(session: SessionRecord, ask: Ask, correlationId: string): AgentCall | null;
	/** The ask behind a step's form. */
	readForm(session: SessionRecord, step: string, fields: Readonly<Record<string, string>>): Result<Ask>;
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

/** Every kind's way to the browser: one line each. A page carries no kind but those that it shows. */
const kindUis = {
	sale: async () => (await import('./sale/ui/sale_ui.ts')).saleUi,
	swap: async () => (await import('./swap/ui/swap_ui.ts')).swapUi,
	charge: async () => (await import('./charge/ui/charge_ui.ts')).chargeUi,
} satisfies Record<SessionKind, () => Promise<KindUi>>;

const loaded = new Map<string, KindUi>();

/** How a kind is shown, by its stored name. Throws TypeError if no such kind was ever registered. */
export async function loadKindUi(name: string): Promise<KindUi> {
	if (!Object.hasOwn(kindUis, name)) throw new TypeError(`There is no session kind ${name}`);
	const ui = loaded.get(name) ?? (await kindUis[name as SessionKind]());
	loaded.set(name, ui);
	return ui;
}

/** Has `kindUiOf` know these kinds. */
export async function loadKindUis(names: Iterable<string>): Promise<void> {
	await Promise.all([...new Set(names)].map(loadKindUi));
}

/** How a kind that was loaded before is shown. Throws TypeError if it was not. */
export function kindUiOf(name: string): KindUi {
	const ui = loaded.get(name);
	if (!ui) throw new TypeError(`The screens of ${name} should be loaded before they are shown`);
	return ui;
}

/** What the steps of a kind are asked and decided by. */
export async function loadKindWork(name: string): Promise<KindWork> {
	return (await loadKindUi(name)).work();
}

/** What the wizard shows of a kind. Throws TypeError if its pages are its own. */
export async function screensOf(name: string): Promise<KindScreens> {
	const { screens } = await loadKindUi(name);
	if (!screens) throw new TypeError(`A ${name} is shown by pages of its own`);
	return screens;
}

/** The component that shows a session: that of its state, or of its ending once its time is over. */
export async function componentOf(session: SessionRecord): Promise<unknown> {
	const { first, rest } = await screensOf(session.kind);
	const state = session.status === 'expired' ? 'expired' : session.state;
	if (state === first.state) return (await first.screen()).default;
	const component = (await rest())[state];
	if (!component) throw new TypeError(`A ${session.kind} shows nothing in the state ${state}`);
	return component;
}
