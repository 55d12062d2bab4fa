import type { Result } from '#lib/kernel/result.ts';
import type { ShownRefusal } from '#lib/rpc/outcome.ts';
import { takeOffline } from '#lib/session/offline.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import { describeFault, type ShownFault } from './describe_fault.ts';
import { LiveSession } from './live_session.svelte.ts';
import type { QueuedStep } from './local_database.ts';
import { newKey, newStep } from './new_step.ts';
import type { NewStep } from './offline_queue.ts';
import { OfflineSteps } from './offline_steps.svelte.ts';
import type { SendEnd } from './send_queued.ts';
import { otherOpenSession } from './other_open_session.ts';
import { isUnreached, type StepAnswer } from './send_step.ts';
import { followSession, type SessionFollower } from './session_follower.ts';
import { ShownSession } from './shown_session.svelte.ts';
import type { StepAsk } from './step_ask.ts';
import { deviceRefusal, holdRefusal, movedOn, notTheirsFault, unkeptFault, type StepHold } from './step_hold.ts';
import type { WizardOptions, WizardWork } from './wizard_options.ts';

/**
 * One session on one screen: takes its steps, each once however often it is asked, and follows it when it moves elsewhere. Without a
 * network it goes on as far as the kind allows; such steps wait in `queue`, and are shown as not confirmed.
 */
export class Wizard<View> {
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
	/** False while the device says that it has no network. */
	online = $state(true);
	readonly queue: OfflineSteps;
	/** What is done to the session elsewhere. */
	readonly live = new LiveSession({
		knownVersion: () => this.#screen.base.version,
		look: () => this.refresh(),
		onturn: () => this.#follower?.wake(),
	});
	readonly #options: WizardOptions<View>;
	readonly #screen: ShownSession<View>;
	#follower: SessionFollower | undefined;
	/** Ends with the step that this tab has taken last. */
	#underWay: Promise<void> = Promise.resolve();
	/** True while a step is under way whose outcome is on the screen: what stands there may be pressed. */
	#isShown = false;

	constructor(options: WizardOptions<View>) {
		this.#options = options;
		const { session, view, kind } = options;
		this.#screen = new ShownSession(
			{ session, view },
			{ viewOf: (of) => kind.viewOf(of), kind: async () => (await kind.work()).kind },
		);
		this.ownVersion = session.version;
		this.refusal = options.refusal;
		this.movedElsewhere = options.moved;
		this.queue = new OfflineSteps({ sessionId: session.id, personId: options.personId }, options.links);
	}

	/** The session and what shows it: they change together. */
	get shown(): { readonly session: SessionRecord; readonly view: View } {
		return this.#screen.shown;
	}

	get session(): SessionRecord {
		return this.shown.session;
	}

	/** How many steps of what is shown the server has not confirmed. */
	get unconfirmed(): number {
		return this.#screen.unconfirmed;
	}

	/** Follows the session until the returned function is called, and sends what a reload or the network cut off. Browser only. */
	start(): () => void {
		const { kind, line, onshown } = this.#options;
		onshown?.(this.#screen.base);
		this.#follower = followSession({
			sessionId: this.session.id,
			look: () => this.refresh(),
			awaitsNews: () => !this.live.isLive && kind.awaitsNews(this.session),
			send: () => this.#sendQueued(),
			hasToSend: () => this.queue.rows.length > 0 && !this.queue.refused,
			onnetwork: (isOnline) => (this.online = isOnline),
		});
		const stopLive = this.live.follow(this.session.id);
		void this.#resume();
		return () => {
			stopLive();
			this.#follower?.stop();
			line.close();
		};
	}

	/** Why a step cannot be taken now; null if it can. */
	holdOf(step: string): StepHold | null {
		if (this.queue.refused) return 'refused';
		if (this.#options.kind.offlineSteps.includes(step)) return null;
		if (this.queue.waiting.length > 0) return this.online ? 'sending' : 'offline';
		return this.online ? null : 'offline';
	}

	/** Takes a step. Does nothing while another one is under way; one that has led to what is shown now is waited for. */
	async submit(ask: StepAsk): Promise<void> {
		const work = await this.#work();
		if (this.#isShown) await this.#underWay;
		if (!work || this.busy !== null) return;
		const hold = this.holdOf(ask.step);
		const step = newStep(this.session, ask, { work, personId: this.#options.personId });
		const after = takeOffline(work.kind, this.session, step);
		const mustWait = this.queue.waiting.length > 0 || !this.online;
		if (hold || (mustWait && !after.ok)) {
			this.refusal = hold || after.ok ? holdRefusal(hold ?? 'offline') : deviceRefusal(after, work.kind);
			return;
		}
		this.#begin(ask.step);
		const taken = this.#take(step, after, mustWait);
		this.#underWay = taken.catch(() => undefined);
		await taken;
		this.#follower?.wake();
	}

	async #take(step: NewStep, after: Result<SessionRecord>, mustWait: boolean): Promise<void> {
		try {
			const added = await this.queue.add(step);
			this.movedElsewhere = added === null;
			if (!added) return await this.#present();
			const { row, isKept } = added;
			if (mustWait) return await this.#holdBack(row, isKept, after);
			const end = await this.queue.send({ ...this.#run, isFresh: true });
			const isCutOff = end.type === 'fault' && isUnreached(end.error);
			await (isCutOff && isKept && after.ok ? this.#holdBack(row, isKept, after) : this.#conclude(end));
		} finally {
			this.busy = null;
		}
	}

	/** Takes a step from its form; what is wrong in it is shown at its field. */
	async submitForm(step: string, fields: Readonly<Record<string, string>>): Promise<void> {
		const ask = (await this.#work())?.readForm(this.session, step, fields);
		if (!ask) return;
		if (ask.ok) return this.submit(ask.value);
		const { code, params } = ask;
		this.fault = null;
		this.refusal = { code, params, message: refusalText(ask) };
	}

	/** Takes the last refusal off the screen: the person is at work again. */
	dismiss(): void {
		this.refusal = null;
	}

	/** Sends what was not answered once more under its key, or looks again where all was answered. */
	async retry(): Promise<void> {
		if (this.busy === null) await (this.queue.rows.length > 0 ? this.#sendQueued() : this.refresh());
	}

	/** Asks the refused step, and those behind it, of the session as the server has it now. */
	async tryAgain(): Promise<void> {
		if (!this.queue.refused || !(await this.refresh())) return;
		const work = await this.#work();
		if (!work) return;
		const { kind } = work;
		await this.queue.renew(this.#screen.base, { kind, newKey, requestFor: (...of) => work.requestFor(...of) });
		await this.#present();
		await this.#sendQueued();
	}

	/** Gives up all steps that wait: the session is shown as the server has it. */
	async drop(): Promise<void> {
		await this.queue.drop();
		await this.#present();
		this.#follower?.tell(this.session.version);
	}

	/** Shows the session as it is now, and what of this device waits for it; false if the server is not reached: what is shown stays. */
	async refresh(): Promise<boolean> {
		if (this.busy !== null) return true;
		const { version } = this.#screen.base;
		await this.queue.load();
		const isReached = await this.#load().then(
			() => true,
			() => this.#present().then(() => false),
		);
		if (this.busy === null && this.#screen.base.version > version) {
			this.refusal = null;
			this.fault = null;
		}
		if (isReached) void this.#sendQueued();
		return isReached;
	}

	get #run() {
		return { isWatched: true, onanswer: ({ session }: StepAnswer) => this.#learn(session) };
	}

	/** How steps are asked; null, and said so, where it cannot be loaded. */
	async #work(): Promise<WizardWork | null> {
		try {
			return await this.#options.kind.work();
		} catch (error) {
			this.fault = describeFault(error);
			return null;
		}
	}

	#begin(step: string): void {
		this.busy = step;
		this.#isShown = false;
		this.refusal = null;
		this.fault = null;
		this.movedElsewhere = false;
		this.openElsewhere = null;
	}

	/** Goes on with a step that cannot be sent now: once it is kept it is shown as taken, before that never. */
	async #holdBack(row: QueuedStep, isKept: boolean, after: Result<SessionRecord>): Promise<void> {
		if (!after.ok) throw new TypeError(`${row.step} cannot be taken without the server`);
		if (!isKept) {
			await this.queue.withdraw(row);
			this.fault = unkeptFault();
			return;
		}
		await this.queue.showAs(row, after.value.lastAction.type);
		await this.#present();
		this.#follower?.tell(this.session.version);
	}

	async #resume(): Promise<void> {
		const kept = await this.#options.keptCopy();
		if (kept) this.#screen.learn(kept);
		await this.queue.load();
		await this.#present();
		await this.#sendQueued();
	}

	/** Sends what waits; false if it was not answered. Whether the server is there is asked first, so that nobody waits for it in vain. */
	async #sendQueued(): Promise<boolean> {
		const [first] = this.queue.rows;
		if (!first || this.busy !== null || this.queue.sending || this.queue.refused || !this.online) return true;
		const isCutOff = first.shownAs === null;
		const end = await this.queue.send({
			...this.#run,
			onreached: () => (isCutOff ? this.#begin(first.step) : (this.fault = null)),
		});
		if (isCutOff) this.busy = null;
		await this.#conclude(end);
		return end.type !== 'fault' && end.type !== 'not_theirs';
	}

	async #conclude(end: SendEnd): Promise<void> {
		switch (end.type) {
			case 'sent':
			case 'stopped':
				return this.#present();
			case 'refused':
				if (this.queue.refused) return this.#present();
				if (movedOn.has(end.refusal.code)) this.movedElsewhere = true;
				else this.refusal = end.refusal;
				if (end.refusal.code === 'SESSION_ALREADY_ACTIVE' && end.row.request)
					this.openElsewhere = await otherOpenSession(this.#options.rpc, end.row.request.planId, this.session.id);
				return;
			case 'not_theirs':
				this.fault = notTheirsFault();
				return;
			case 'fault': {
				// Steps that are shown as waiting say so themselves.
				const isToldAlready = isUnreached(end.error) && this.queue.rows.length === this.queue.waiting.length;
				if (!isToldAlready) this.fault = describeFault(end.error);
			}
		}
	}

	async #load(): Promise<void> {
		const session = await this.#options.rpc.sessions.get.query({ sessionId: this.session.id });
		await this.#learn(session as SessionRecord);
	}

	async #learn(session: SessionRecord): Promise<void> {
		const { version } = this.#screen.base;
		if (this.#screen.learn(session)) this.#options.onshown?.(session);
		await this.#present();
		if (session.version > version) this.#follower?.tell(session.version);
	}

	/** Shows the session as it is known now. A step under way is what moves it; without one it moved by itself. */
	async #present(): Promise<void> {
		await this.#screen.present(this.queue.refused ? [] : this.queue.waiting, () => {
			this.#isShown ||= this.busy !== null && this.ownVersion < this.session.version;
			if (this.busy !== null) this.ownVersion = this.session.version;
			this.#follower?.wake();
		});
	}
}
