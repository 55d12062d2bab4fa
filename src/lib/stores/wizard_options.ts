import type { Result } from '#lib/kernel/result.ts';
import type { AnyKind } from '#lib/kinds/index.ts';
import type { RpcClient } from '#lib/rpc/client.ts';
import type { ShownRefusal } from '#lib/rpc/outcome.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { AgentLine, StepRequest } from './agent_line.svelte.ts';
import type { QueueLinks } from './send_queued.ts';
import type { StepAsk } from './step_ask.ts';

/** How steps of a kind are asked, and what they would lead to. */
export interface WizardWork {
	readonly kind: AnyKind;
	/** The operation a step stands for, or null where it goes by command. */
	requestFor(session: SessionRecord, ask: StepAsk, correlationId: string): StepRequest | null;
	/** The ask behind a form. */
	readForm(session: SessionRecord, step: string, fields: Readonly<Record<string, string>>): Result<StepAsk>;
}

/** What a wizard knows of its session's kind. */
export interface WizardKind<View> {
	/** The steps that may be taken without the server. */
	readonly offlineSteps: readonly string[];
	/** Loaded as the first step is taken, if it was not before. */
	work(): Promise<WizardWork>;
	/** What shows a session in its state. */
	viewOf(session: SessionRecord): Promise<View>;
	/** True while something outside is to move the session by itself. */
	awaitsNews(session: SessionRecord): boolean;
}

export interface WizardOptions<View> {
	readonly kind: WizardKind<View>;
	readonly rpc: RpcClient;
	readonly line: AgentLine;
	/** Where steps wait, and how they are sent. */
	readonly links: QueueLinks;
	/** Who is signed in. */
	readonly personId: string;
	readonly session: SessionRecord;
	readonly view: View;
	/** Why a form that was posted without script was refused. */
	readonly refusal: ShownRefusal | null;
	/** True if a posted form was about an older version. */
	readonly moved: boolean;
	/** The session as this device last had it from the server, if it is kept: the page itself may be an old copy. */
	readonly keptCopy: () => Promise<SessionRecord | undefined>;
	/** Called with each session that the server answered, the first one and newer ones. */
	readonly onshown?: (session: SessionRecord) => void;
}
