import { followLive } from './follow_live.ts';

/** How far a session has come, as the server's stream tells. */
interface LiveNews {
	readonly version: number;
	/** Name of the person whose step made this version; null where nobody's did. */
	readonly by: string | null;
}

/** What shows the session that is followed. */
export interface LiveTarget {
	/** The version that the server is known to have. */
	knownVersion(): number;
	/** Shows the session as it is now, unless a step is under way. Never rejects. */
	look(): Promise<unknown>;
	/** Called when news begins or ceases to come by itself. */
	onturn(): void;
}

/** Between two looks until the newest version is known, ms. */
const lookEveryMs = 2000;

/**
 * Brings what other devices do to a session while they do it: looks until the newest version that was heard of is known. Where the server's
 * stream does not come through it looks now and then.
 */
export class LiveSession {
	/** True while news comes by itself. */
	isLive = false;
	#heard = $state.raw<LiveNews | null>(null);
	readonly #target: LiveTarget;
	#isLooking = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(target: LiveTarget) {
		this.#target = target;
	}

	/** Name of the person who has made, elsewhere, the version that is shown; null if nobody has, or it is no newer than the last one of this tab. */
	movedBy({ shown, own }: { shown: number; own: number }): string | null {
		return this.#heard?.version === shown && shown > own ? this.#heard.by : null;
	}

	/** Follows a session until the returned function is called. Browser only. */
	follow(sessionId: string): () => void {
		const stop = followLive({
			href: `/sessions/${encodeURIComponent(sessionId)}/live`,
			onversion: (data) => this.#hear(data),
			onmode: (mode) => {
				this.isLive = mode === 'live';
				this.#target.onturn();
			},
		});
		return () => {
			this.#heard = null;
			clearTimeout(this.#timer);
			stop();
		};
	}

	#hear(data: string | null): void {
		if (data === null) return void this.#target.look();
		const news = JSON.parse(data) as LiveNews;
		if (news.version > (this.#heard?.version ?? 0)) this.#heard = news;
		void this.#catchUp();
	}

	async #catchUp(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#isLooking || !this.#isBehind()) return;
		this.#isLooking = true;
		await this.#target.look();
		this.#isLooking = false;
		if (this.#isBehind()) this.#timer = setTimeout(() => void this.#catchUp(), lookEveryMs);
	}

	#isBehind(): boolean {
		return this.#heard !== null && this.#target.knownVersion() < this.#heard.version;
	}
}
