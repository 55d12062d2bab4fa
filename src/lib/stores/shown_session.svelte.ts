import type { AnyKind } from '#lib/kinds/index.ts';
import { followSteps, type OfflineStep } from '#lib/session/offline.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { isNewer } from './session_age.ts';

/** What shows a session, and what its steps lead to. */
interface ShownWays<View> {
	viewOf(session: SessionRecord): Promise<View>;
	kind(): Promise<AnyKind>;
}

/** A session on a screen: as the server has it, with the steps on top that it has not confirmed. */
export class ShownSession<View> {
	/** The session and what shows it: they change together. */
	shown = $state.raw() as { readonly session: SessionRecord; readonly view: View };
	/** How many steps of what is shown the server has not confirmed. */
	unconfirmed = $state(0);
	/** The session as the server has it. */
	base = $state.raw() as SessionRecord;
	readonly #ways: ShownWays<View>;
	#turn = 0;

	constructor(shown: { session: SessionRecord; view: View }, ways: ShownWays<View>) {
		this.base = shown.session;
		this.shown = shown;
		this.#ways = ways;
	}

	/** Takes what the server said for the session as it is, unless something newer is known; true if it was news. */
	learn(session: SessionRecord): boolean {
		const isNews = isNewer(session, this.base);
		if (isNews) this.base = session;
		return isNews;
	}

	/** Shows the session with those of the steps that follow from it, unless a later call is faster; `onshow` is called in the moment it is shown. */
	async present(steps: readonly OfflineStep[], onshow: () => void): Promise<void> {
		const turn = ++this.#turn;
		const { base } = this;
		const followed = steps.length > 0 ? followSteps(await this.#ways.kind(), base, steps) : null;
		const { session, unconfirmed } = followed ?? { session: base, unconfirmed: 0 };
		const view = session === this.shown.session ? this.shown.view : await this.#ways.viewOf(session);
		if (turn !== this.#turn) return;
		this.shown = { session, view };
		this.unconfirmed = unconfirmed;
		onshow();
	}
}
