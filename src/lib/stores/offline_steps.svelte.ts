import type { SessionRecord } from '#lib/session/record.ts';
import { takeOffline } from '#lib/session/offline.ts';
import type { AnyKind } from '#lib/kinds/index.ts';
import type { StepRequest } from './agent_line.svelte.ts';
import type { QueuedStep } from './local_database.ts';
import { addStep, markStep, replaceSteps, rowsOf, settleStep, type NewStep } from './offline_queue.ts';
import { sendQueued, type QueueLinks, type QueueRun, type SendEnd } from './send_queued.ts';
import type { StepAsk } from './step_ask.ts';

/** Whose steps of which session. */
export interface QueueOwner {
	readonly sessionId: string;
	readonly personId: string;
}

/** How a step is asked of a session: the operation it stands for, and a key of its own. */
export interface StepMaker {
	readonly kind: AnyKind;
	newKey(): string;
	requestFor(session: SessionRecord, ask: StepAsk, key: string): StepRequest | null;
}

/** One person's steps of one session that the server has not answered, as every tab of this device sees them. */
export class OfflineSteps {
	/** First to last. */
	rows = $state.raw<readonly QueuedStep[]>([]);
	/** True while steps are being sent. */
	sending = $state(false);
	/** How many steps that had waited were sent at last, once all of them were; null until then. */
	sentCount = $state<number | null>(null);
	readonly #owner: QueueOwner;
	readonly #links: QueueLinks;
	#sends = 0;

	constructor(owner: QueueOwner, links: QueueLinks) {
		this.#owner = owner;
		this.#links = links;
	}

	/** Steps that are shown as taken, though the server has not confirmed them. */
	get waiting(): readonly QueuedStep[] {
		return this.rows.filter((row) => row.shownAs !== null);
	}

	/** The step that the server refused, at the head of the queue; undefined while nothing is refused. */
	get refused(): QueuedStep | undefined {
		return this.rows.find((row) => row.refusal !== null);
	}

	/** Looks again at what this device has. */
	async load(): Promise<void> {
		const { sessionId, personId } = this.#owner;
		this.rows = rowsOf(await this.#links.rows.ofSession(sessionId), personId);
	}

	/** Puts a step into the queue; null if another tab was faster. `isKept` is false if a closed tab would lose it. */
	async add(step: NewStep): Promise<{ readonly row: QueuedStep; readonly isKept: boolean } | null> {
		this.sentCount = null;
		const { answer, isKept } = await this.#links.rows.update(step.sessionId, (rows) => addStep(rows, step));
		await this.load();
		return answer && { row: answer, isKept };
	}

	/** Notes that a step is now shown as taken, so that others may follow it. */
	async showAs(row: QueuedStep, eventType: string): Promise<void> {
		await this.#links.rows.update(row.sessionId, (rows) => markStep(rows, row, { shownAs: eventType }));
		await this.load();
	}

	/** Takes a step out that was never sent. */
	async withdraw(row: QueuedStep): Promise<void> {
		await this.#links.rows.update(row.sessionId, (rows) => settleStep(rows, row));
		await this.load();
	}

	/** Sends what waits, in order; see `sendQueued`. */
	async send(run: Omit<QueueRun, keyof QueueOwner>): Promise<SendEnd> {
		this.#sends += 1;
		this.sending = true;
		const end = await sendQueued(this.#links, { ...this.#owner, ...run });
		await this.load();
		this.#sends -= 1;
		this.sending = this.#sends > 0;
		if (end.type === 'sent' && end.count > 0) this.sentCount = end.count;
		return end;
	}

	/** Asks all steps anew, under new keys, of the session as the server has it now. */
	renew(session: SessionRecord, maker: StepMaker): Promise<void> {
		return this.#replace((rows) => renewed(rows, session, maker));
	}

	/** Gives all steps up. */
	drop(): Promise<void> {
		return this.#replace(() => []);
	}

	async #replace(change: (rows: readonly QueuedStep[]) => readonly QueuedStep[]): Promise<void> {
		const { sessionId, personId } = this.#owner;
		const { rows, lock } = this.#links;
		// Not while another tab is sending them.
		await lock(`pitlane.queue.${sessionId}`, () =>
			rows.update(sessionId, (all) => replaceSteps(all, personId, change(rowsOf(all, personId)))),
		);
		await this.load();
	}
}

/** The same steps, each at the version that the ones before it lead to. */
function renewed(rows: readonly QueuedStep[], session: SessionRecord, maker: StepMaker): QueuedStep[] {
	let before = session;
	return rows.map((row) => {
		const key = maker.newKey();
		const request = maker.requestFor(before, row, key);
		const next = { ...row, key, request, version: before.version, refusal: null };
		const after = takeOffline(maker.kind, before, next);
		if (after.ok) before = after.value;
		return next;
	});
}
