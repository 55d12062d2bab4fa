import { randomIds } from '#lib/kernel/ids.ts';
import type { Result } from '#lib/kernel/result.ts';
import type { RpcClient } from '#lib/rpc/client.ts';
import { describeFault, outcomeOf, type ShownFault, type ShownRefusal } from '#lib/rpc/outcome.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import type { AgentLine, StepRequest } from './agent_line.svelte.ts';
import { watchNews, type NewsWatch } from './news_watch.ts';
import { forgetAsk, pendingAsk, rememberAsk, type AskStorage, type PendingAsk } from './pending_asks.ts';
import { refusalOfReply } from './reply_refusal.ts';
import { openSessionChannel, type SessionChannel } from './session_channel.ts';
import type { StepAsk } from './step_ask.ts';

/** What a wizard knows of its session's kind. */
export interface WizardKind<View> {
	/** The operation a step stands for, or null where it goes by command. */
	requestFor(session: SessionRecord, ask: StepAsk, correlationId: string): StepRequest | null;
	/** The ask behind a form. */
	readForm(session: SessionRecord, step: string, fields: Readonly<Record<string, string>>): Result<StepAsk>;
	/** What shows a session in its state. */
	viewOf(session: SessionRecord): Promise<View>;
	/** True while something outside is to move the session by itself. */
	awaitsNews(session: SessionRecord): boolean;
}

export interface WizardOptions<View> {
	readonly kind: WizardKind<View>;
	readonly rpc: RpcClient;
	readonly line: AgentLine;
	readonly session: SessionRecord;
	readonly view: View;
	/** Why a form that was posted without script was refused. */
	readonly refusal: ShownRefusal | null;
	/** True if a posted form was about an older version. */
	readonly moved: boolean;
	/** The tab's own storage; made late because a server has none. */
	readonly storage: () => AskStorage;
	/** Called with each session that is shown, the first one and newer ones. */
	readonly onshown?: (session: SessionRecord) => void;
}

/** Refusals that mean that the session is not where this tab thought: it is shown as it is. */
const movedOn = new Set([
	'SESSION_MOVED_ON',
	'STEP_NOT_OPEN',
	'SESSION_ENDED',
	'SESSION_EXPIRED',
	'IDEMPOTENCY_KEY_REUSED',
]);

/** One session on one screen: takes its steps, each once however often it is asked, and follows it when it moves elsewhere. */
export class Wizard<View> {
	/** The session and what shows it: they change together. */
	shown = $state.raw() as { readonly session: SessionRecord; readonly view: View };
	/** The step that is under way, or null. */
	busy = $state<string | null>(null);
	refusal = $state.raw<ShownRefusal | null>(null);
	fault = $state.raw<ShownFault | null>(null);
	/** True once the session turned out to have moved elsewhere; until the next step. */
	movedElsewhere = $state(false);
	/** The last version that a step of this tab has made, or the first one it saw: later ones came by themselves. */
	ownVersion = $state.raw(0);
	/** Another open session of the customer at this station, where that is why this one was refused. */
	openElsewhere = $state<string | null>(null);
	readonly #options: WizardOptions<View>;
	#channel: SessionChannel | undefined;
	#news: NewsWatch | undefined;
	#last: PendingAsk | undefined;

	constructor(options: WizardOptions<View>) {
		this.#options = options;
		this.shown = { session: options.session, view: options.view };
		this.ownVersion = options.session.version;
		this.refusal = options.refusal;
		this.movedElsewhere = options.moved;
	}

	get session(): SessionRecord {
		return this.shown.session;
	}

	/** Follows the session until the returned function is called, and finishes what a reload cut off. Browser only. */
	start(): () => void {
		const { storage, line, onshown } = this.#options;
		onshown?.(this.session);
		this.#channel = openSessionChannel(this.session.id, () => void this.refresh());
		this.#news = watchNews({
			isAwaited: () => this.#options.kind.awaitsNews(this.session),
			look: () => this.refresh(),
			isVisible: () => document.visibilityState === 'visible',
		});
		this.#news.wake();
		const pending = pendingAsk(storage(), this.session.id, this.session.version);
		if (pending) void this.#send(pending);
		return () => {
			this.#channel?.close();
			this.#news?.stop();
			line.close();
		};
	}

	/** Takes a step. Does nothing while another one is under way. */
	async submit({ step, input }: StepAsk): Promise<void> {
		if (this.busy !== null) return;
		const { id: sessionId, version } = this.session;
		const ask = { sessionId, version, step, input };
		await this.#send(rememberAsk(this.#options.storage(), ask, () => randomIds('cor')));
	}

	/** Takes a step from its form; what is wrong in it is shown at its field. */
	async submitForm(step: string, fields: Readonly<Record<string, string>>): Promise<void> {
		const ask = this.#options.kind.readForm(this.session, step, fields);
		if (ask.ok) return this.submit(ask.value);
		const { code, params } = ask;
		this.fault = null;
		this.refusal = { code, params, message: String(params['issue'] ?? code) };
	}

	/** Takes the last refusal off the screen: the person is at work again. */
	dismiss(): void {
		this.refusal = null;
	}

	/** Sends the last step once more under its key, or looks again where it was answered already. */
	async retry(): Promise<void> {
		if (this.busy === null) await (this.#last ? this.#send(this.#last) : this.refresh());
	}

	/** Shows the session as it is now; false if the server is not reached: what is shown stays. */
	async refresh(): Promise<boolean> {
		if (this.busy !== null) return true;
		const { version } = this.session;
		const isReached = await this.#load().then(
			() => true,
			() => false,
		);
		if (this.busy === null && this.session.version > version) this.#settle();
		return isReached;
	}

	/** Nothing of this tab is open any more: what was asked of an older version is over. */
	#settle(): void {
		this.refusal = null;
		this.fault = null;
		this.#last = undefined;
		forgetAsk(this.#options.storage(), this.session.id);
	}

	async #send(pending: PendingAsk): Promise<void> {
		this.busy = pending.step;
		this.refusal = null;
		this.fault = null;
		this.movedElsewhere = false;
		this.openElsewhere = null;
		this.#last = pending;
		try {
			const refusal = await this.#take(pending);
			this.#last = undefined;
			forgetAsk(this.#options.storage(), pending.sessionId);
			if (refusal && movedOn.has(refusal.code)) this.movedElsewhere = true;
			else this.refusal = refusal;
		} catch (error) {
			this.fault = describeFault(error);
		} finally {
			this.busy = null;
		}
	}

	/** Sends a step and shows what became of the session. */
	async #take({ step, input, key, version, sessionId }: PendingAsk): Promise<ShownRefusal | null> {
		const { kind, rpc, line } = this.#options;
		const request = kind.requestFor(this.session, { step, input }, key);
		if (!request) {
			const outcome = await outcomeOf(rpc.sessions.step.mutate({ sessionId, step, input, key, version }));
			await (outcome.ok ? this.#show(outcome.value as SessionRecord) : this.#load());
			return outcome.ok ? null : outcome.refusal;
		}
		const refusal = refusalOfReply(await line.request(request, key));
		await this.#load();
		if (refusal?.code === 'SESSION_ALREADY_ACTIVE') this.openElsewhere = await this.#openSessionOf(request.planId);
		return refusal;
	}

	/** The other open session of a plan at this station, or null. */
	async #openSessionOf(planId: string): Promise<string | null> {
		const open = await this.#options.rpc.sessions.open.query();
		const other = open.find(({ id, planId: of }) => id !== this.session.id && of === planId);
		return other?.id ?? null;
	}

	async #load(): Promise<void> {
		const session = await this.#options.rpc.sessions.get.query({ sessionId: this.session.id });
		await this.#show(session as SessionRecord);
	}

	/** A step under way is what moves the session; without one it moved by itself. */
	async #show(session: SessionRecord): Promise<void> {
		const { version, status } = this.session;
		const older = session.version < version || (session.version === version && session.status === status);
		if (older) return;
		const view = await this.#options.kind.viewOf(session);
		if (this.busy !== null) this.ownVersion = session.version;
		this.shown = { session, view };
		this.#options.onshown?.(session);
		this.#news?.wake();
		if (session.version > version) this.#channel?.tell(session.version);
	}
}
