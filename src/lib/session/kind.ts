import type * as v from 'valibot';
import type { JsonObject } from '#lib/kernel/json.ts';
import type { Permission, Role } from '#lib/kernel/permission.ts';
import type { RefusalRow, Result } from '#lib/kernel/result.ts';
import type { DraftField } from './draft.ts';
import type { Flow } from './flow_state.ts';
import type { Machine } from './machine.ts';
import type { OfflineRules } from './offline_rules.ts';
import type { OpenMatters } from './open_matters.ts';
import type { EventWords, ReportSection, TrackedEvent } from './report.ts';
import type { SessionSummary } from './summary.ts';
import type { SessionRecord } from './record.ts';

/** A fact of a session: what happened, when, by whom. `data` holds all that `evolve` needs. */
export interface SessionEvent<Type extends string = string> {
	readonly type: Type;
	/** UTC milliseconds. */
	readonly at: number;
}

/** Who acts, as the server knows them: never taken from a payload. */
export interface Actor {
	readonly id: string;
	readonly name: string;
	readonly role: Role;
	/** The station of the open shift, or null. */
	readonly stationId: string | null;
	/** The most cash this person may record in one payment, minor units of the station's currency. */
	readonly cashLimitMinor: number;
}

/** What a step wants the engine to load before it decides. */
export interface FactNeeds {
	readonly planId?: string | null;
	readonly batteryIds?: readonly string[];
	/** Who may be known already: E.164 digits, and an e-mail address in small letters. */
	readonly person?: { readonly phone: string; readonly email: string | null };
	/** What is on offer by these ids, null where nothing was chosen yet, and the station that sells. */
	readonly offer?: {
		readonly packageId: string | null;
		readonly productId: string | null;
		readonly stationId: string | null;
	};
}

/** What lies outside sessions: the facts that steps look at, and the ledger moves they decide. Bound by `kinds/`. */
export interface World {
	readonly facts: unknown;
	readonly move: unknown;
	readonly planInput: unknown;
	readonly introduction: unknown;
}

/** What a step decides: events of the session, and what moves in the ledgers and in the plan's cycles with them. */
export interface Decision<Event extends SessionEvent, W extends World> {
	readonly events: readonly Event[];
	readonly moves?: readonly W['move'][];
	readonly planInputs?: readonly W['planInput'][];
	/** People and plans that come into being with it. */
	readonly introduces?: readonly W['introduction'][];
	/** What the operation that took this step reports in its reply. */
	readonly outcome?: unknown;
}

/** What a step sees when it decides. */
export interface StepContext<State extends string, Data, W extends World, Input> {
	readonly session: SessionRecord<State, Data>;
	readonly facts: W['facts'];
	readonly input: Input;
	readonly actor: Actor;
	readonly now: number;
	/** Unique per request: children of this key name the ledger entries. */
	readonly key: string;
}

/** One step of a kind: which state it belongs to, who may take it, what it accepts, and what it decides. */
export interface Step<State extends string, Data, Event extends SessionEvent, W extends World, Input = unknown> {
	/** The states in which it may be taken. */
	readonly states: readonly State[];
	readonly permission: Permission;
	/** True if only an agent operation may take it: its input comes from the server. */
	readonly byOperation?: true;
	readonly input: SchemaOf<Input>;
	needs(session: SessionRecord<State, Data>, input: Input): FactNeeds;
	decide(context: StepContext<State, Data, W, Input>): Result<Decision<Event, W>>;
}

/** A valibot schema by what it makes; what it accepts is the client's affair. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the input type of a schema says nothing here
export type SchemaOf<Output> = v.BaseSchema<any, Output, v.BaseIssue<unknown>>;

/** Pages of a kind: a session is shown below `path`, its receipt below `receipts`, to whom the permission reaches. */
export interface KindPages {
	readonly permission: Permission;
	readonly path: `/${string}`;
	readonly receipts: `/${string}`;
}

/** A session kind: data and pure functions. The engine runs any kind and knows none by name. */
export interface Kind<State extends string, Data, Event extends SessionEvent, W extends World> {
	readonly name: string;
	/** `session_type` of the documents. */
	readonly documentType: string;
	readonly idPrefix: string;
	/** Who may begin one. */
	readonly permission: Permission;
	readonly machine: Machine<State, Event['type']>;
	readonly flow: Flow<State, Event['type']>;
	readonly refusals: Readonly<Record<string, RefusalRow>>;
	readonly steps: Readonly<Record<string, Step<State, Data, Event, W>>>;
	/** Which step an agent operation takes when it names a session of this kind. */
	readonly operations: Readonly<Record<string, string>>;
	/**
	 * Which step takes a payment provider's word, for kinds that ask one: that a request went out or failed, that the money is there.
	 * `late` is what becomes of money that comes when the open session waits for it no longer.
	 */
	readonly provider?: { readonly update: string; readonly confirm: string; readonly late: 'quota' | 'refund_due' };
	/** Which step takes the ERP's word of an order that it was told of. */
	readonly erpStep?: string;
	/** True if a first battery goes out in it: those who sell may hand one out in these sessions. */
	readonly issuesFirst?: true;
	/** What is to be closed once a session has ended without its service. */
	givenUp?(data: Data): readonly W['introduction'][];
	/** Set where sessions begin by an operation of their own, which knows what they need: nobody begins an empty one. */
	readonly begins?: 'operation';
	/** Where its sessions are shown and run, for kinds that have pages of their own; the first that a person may see is theirs. */
	readonly pages?: readonly KindPages[];
	/** What goes into the ledgers once a session has ended, however it did. */
	settle?(ended: SessionRecord<State, Data>): readonly W['move'][];
	/** The step that gives a session up, for a reason. */
	readonly cancelStep: string;
	/** What may be done in it without the server; nothing where it is left out. */
	readonly offline?: OfflineRules<State, Data, W['facts']>;
	/** The parts of the document that a client may write. */
	readonly drafts: readonly DraftField[];
	/** What a printed document is; a mirrored one of another backend has to be the same. */
	readonly documentSchema: v.GenericSchema;
	/** The event that ends a session whose time is over. */
	expired(at: number): Event;
	empty(): Data;
	evolve(data: Data, event: Event): Data;
	/** Prints the session in the JSON shape of the spec. */
	document(session: SessionRecord<State, Data>): Record<string, unknown>;
	/** The customer's name in a document of this kind, or null. */
	customerIn(document: JsonObject): string | null;
	/** What whoever goes on with an open session has to know of it, beside its summary; nothing for kinds without it. */
	openMatters?(session: SessionRecord<State, Data>): OpenMatters;
	/** The columns that lists and reports need. */
	summary(data: Data): SessionSummary;
	/** The session as those who manage it read it. */
	sections(data: Data): readonly ReportSection[];
	/** An event in words; undefined for a type that the kind does not know. */
	tell(event: SessionEvent & Readonly<Record<string, unknown>>): EventWords | undefined;
	/** An event as the audit trail of the spec names it; undefined where its own type in capitals says all. */
	track(event: SessionEvent & Readonly<Record<string, unknown>>): TrackedEvent | undefined;
}
