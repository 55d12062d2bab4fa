import { randomIds } from '#lib/kernel/ids.ts';
import type { AnyKind } from '#lib/kinds/index.ts';
import { createRpcClient, type RpcClient } from '#lib/rpc/client.ts';
import { outcomeOf } from '#lib/rpc/outcome.ts';
import { resumableOf } from '#lib/session/resumable.ts';
import { refusalText } from '#lib/words/refusal_text.ts';
import { describeFault } from './describe_fault.ts';
import type { SessionCopy } from './local_database.ts';
import {
	candidateOfListed,
	mergeCandidates,
	obstacleOf,
	warningsOf,
	type Candidate,
	type Obstacle,
	type RecoveryWarning,
} from './recovery.ts';
import { countWaiting, dropWaiting } from './recovery_queue.ts';
import { forgetCopy, listCopies } from './session_copies.ts';

/** Whose recovery, where, and what the kinds of sessions are. */
interface RecoveryFor {
	readonly personId: string;
	/** The station of the open shift. */
	readonly stationId: string;
	/** Called before sessions of these kinds are told of. */
	prepareKinds(names: readonly string[]): Promise<void>;
	kindOf(name: string): Promise<AnyKind>;
}

interface RecoveryOptions extends RecoveryFor {
	readonly rpc: RpcClient;
	/** This device's clock, UTC milliseconds. */
	readonly clock: () => number;
	/** The tab's own storage. */
	readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** Why nothing came of a button, in words. */
interface RecoveryProblem {
	readonly title: string;
	readonly body?: string;
}

const offeredSlot = 'pitlane.recovery';

/** What can be resumed on this device by this person: its own copies and the server's list, joined. Browser only. */
export class Recovery {
	candidates = $state.raw<readonly Candidate[]>([]);
	/** True once the server has told what it knows. */
	answered = $state(false);
	/** The session that a button was pressed for, while it is under way. */
	busy = $state<string | null>(null);
	problem = $state.raw<RecoveryProblem | null>(null);
	readonly #options: RecoveryOptions;
	readonly #attempt = randomIds('rec');
	#aheadMs = $state(0);
	#waiting = $state.raw<ReadonlyMap<string, number>>();

	constructor(options: RecoveryOptions) {
		this.#options = options;
	}

	/** True until this tab has offered what there is to this person at this station. */
	get isDue(): boolean {
		return this.#options.storage.getItem(offeredSlot) !== this.#offer;
	}

	/** UTC milliseconds by the server's clock, once it has answered: a phone's own may be far off. */
	get now(): number {
		return this.#options.clock() - this.#aheadMs;
	}

	/** Looks on this device, then at the server; without network what the device keeps is all there is. */
	async look(): Promise<void> {
		const { personId, rpc } = this.#options;
		const [copies, waiting] = await Promise.all([listCopies(personId), countWaiting(personId)]);
		const kept = await Promise.all(copies.map((copy) => this.#candidateOfCopy(copy)));
		this.#waiting = waiting;
		await this.#show(mergeCandidates(kept, []));
		const known = kept.slice(0, 50).map(({ id }) => id);
		const listed = await rpc.sessions.open.query({ known }).catch(() => null);
		this.answered = listed !== null;
		if (!listed) return;
		if (listed[0]) this.#aheadMs = this.#options.clock() - listed[0].facts.at;
		await this.#show(mergeCandidates(kept, listed.map(candidateOfListed)));
	}

	/** Why a session cannot be resumed here and now; null if it can. */
	obstacleOf(candidate: Candidate): Obstacle | null {
		const { stationId } = this.#options;
		return obstacleOf(candidate, { stationId, now: this.now, answered: this.answered });
	}

	/** What is to be known before a session is resumed. */
	warningsOf(candidate: Candidate): RecoveryWarning[] {
		return warningsOf(candidate, { personId: this.#options.personId, waiting: this.waitingOf(candidate.id) });
	}

	/** The number of a session's steps that wait to be sent. */
	waitingOf(id: string): number {
		return this.#waiting?.get(id) ?? 0;
	}

	/**
	 * Records that the person goes on with a session; true if it may be opened. Without network nothing is recorded, nor while steps
	 * wait to be sent, for they build upon the version that they saw.
	 */
	async resume({ id, version }: Candidate): Promise<boolean> {
		return this.#guarded(id, async () => {
			if (this.waitingOf(id) > 0) return true;
			const recovery = { sessionId: id, key: `${this.#attempt}-${version}` };
			const call = outcomeOf(this.#options.rpc.sessions.recover.mutate(recovery));
			const outcome = await call.catch(() => null);
			if (outcome === null || outcome.ok) return true;
			this.problem = { title: refusalText(outcome.refusal) };
			await this.look();
			return false;
		});
	}

	/** Gives a session up, for a reason, with its steps that wait to be sent; true if it has ended. Needs the server. */
	async discard(candidate: Candidate, reason: string): Promise<boolean> {
		const { id, version, cancelStep } = candidate;
		if (cancelStep === null) return false;
		return this.#guarded(id, async () => {
			const key = `${this.#attempt}-${version}-cancel`;
			const ask = { sessionId: id, step: cancelStep, input: { reason }, key, version };
			try {
				const outcome = await outcomeOf(this.#options.rpc.sessions.step.mutate(ask));
				if (outcome.ok) await this.#forget(id);
				else this.problem = { title: refusalText(outcome.refusal) };
				await this.look();
				return outcome.ok;
			} catch (error) {
				this.problem = describeFault(error);
				return false;
			}
		});
	}

	/** Takes the last problem off the screen. */
	dismiss(): void {
		this.problem = null;
	}

	/** Takes a session that cannot be resumed off this device. */
	async remove({ id }: Candidate): Promise<void> {
		await this.#forget(id);
		this.candidates = this.candidates.filter((candidate) => candidate.id !== id);
	}

	/** Offers nothing more in this tab; sessions that are over are not told of again. */
	async later(): Promise<void> {
		this.#options.storage.setItem(offeredSlot, this.#offer);
		const over = this.candidates.filter((one) => ['expired', 'ended'].includes(this.obstacleOf(one) ?? ''));
		if (this.answered) await Promise.all(over.map((candidate) => this.remove(candidate)));
	}

	get #offer(): string {
		return `${this.#options.personId}@${this.#options.stationId}`;
	}

	async #guarded(id: string, work: () => Promise<boolean>): Promise<boolean> {
		if (this.busy !== null) return false;
		this.busy = id;
		this.problem = null;
		try {
			return await work();
		} finally {
			this.busy = null;
		}
	}

	async #show(candidates: readonly Candidate[]): Promise<void> {
		await this.#options.prepareKinds(candidates.map(({ kind }) => kind));
		this.candidates = candidates;
	}

	async #candidateOfCopy({ session }: SessionCopy): Promise<Candidate> {
		const kind = await this.#options.kindOf(session.kind);
		return { ...resumableOf(kind, session), facts: null, copyVersion: session.version };
	}

	async #forget(id: string): Promise<void> {
		await Promise.all([forgetCopy(id), dropWaiting(id, this.#options.personId)]);
	}
}

/** What this person can resume in this browser at this station. */
export function openRecovery(of: RecoveryFor): Recovery {
	return new Recovery({ ...of, rpc: createRpcClient(), clock: Date.now, storage: sessionStorage });
}
