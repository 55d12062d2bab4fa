import { createRpcClient } from '#lib/rpc/client.ts';
import { faultOf } from '#lib/rpc/outcome.ts';
import { AgentLine } from './agent_line.svelte.ts';
import type { QueuedStep } from './local_database.ts';
import { watchNews, type NewsWatch } from './news_watch.ts';
import { bySession, rowsOf, type QueuedSession } from './offline_queue.ts';
import { dropForgotten, localRows } from './offline_rows.ts';
import { sendQueued, webLock, type QueueLinks } from './send_queued.ts';
import { sendStep } from './send_step.ts';

/** What a person has waiting on this device, of all sessions: sent from wherever the app is open. */
export class QueuedSessions {
	sessions = $state.raw<readonly QueuedSession[]>([]);
	/** True once the server said that nobody, or somebody else, is signed in. */
	signedOut = $state(false);
	/** How many steps of others were too old to be kept. */
	dropped = $state(0);
	readonly #personId: string;
	readonly #links: QueueLinks;
	#watch: NewsWatch | undefined;
	#sending = false;

	constructor(personId: string, links: QueueLinks) {
		this.#personId = personId;
		this.#links = links;
	}

	/** Sends what waits, now and whenever the network or the person comes back, until the returned function is called. Browser only. */
	start(): () => void {
		const onsign = () => void this.send();
		window.addEventListener('online', onsign);
		window.addEventListener('focus', onsign);
		this.#watch = watchNews({
			isAwaited: () => this.sessions.some(({ steps }) => !isStopped(steps)),
			look: () => this.send(),
			isVisible: () => navigator.onLine,
		});
		void this.#dropForgotten().then(onsign);
		return () => {
			window.removeEventListener('online', onsign);
			window.removeEventListener('focus', onsign);
			this.#watch?.stop();
		};
	}

	/** Sends each session's steps in their order; false if the server did not answer. One that was refused waits in its session. */
	async send(): Promise<boolean> {
		if (this.#sending) return true;
		this.#sending = true;
		let isAnswered = true;
		try {
			await this.#look();
			for (const { sessionId, steps } of this.sessions) {
				if (isStopped(steps)) continue;
				const end = await sendQueued(this.#links, { sessionId, personId: this.#personId });
				isAnswered = end.type !== 'fault' && end.type !== 'not_theirs';
				this.signedOut =
					end.type === 'not_theirs' || (end.type === 'fault' && faultOf(end.error).reason === 'signed_out');
				if (!isAnswered) break;
			}
			await this.#look();
		} finally {
			this.#sending = false;
		}
		this.#watch?.wake();
		return isAnswered;
	}

	async #look(): Promise<void> {
		this.sessions = bySession(rowsOf(await this.#links.rows.all(), this.#personId));
	}

	async #dropForgotten(): Promise<void> {
		this.dropped = await dropForgotten(this.#links.rows, { personId: this.#personId, now: Date.now() });
	}
}

/** What this person has waiting on this device, with the ways to send it: over HTTPS, for a page that keeps no connection. */
export function openQueuedSessions(person: { readonly type: string; readonly id: string }): QueuedSessions {
	const rpc = createRpcClient();
	const line = new AgentLine({ rpc, actor: person, broker: false });
	return new QueuedSessions(person.id, {
		rows: localRows(),
		send: (row) => sendStep({ rpc, line }, row),
		whoIsIn: async () => (await rpc.people.me.query()).id,
		lock: webLock,
	});
}

function isStopped(steps: readonly QueuedStep[]): boolean {
	return steps.some(({ refusal }) => refusal !== null);
}
