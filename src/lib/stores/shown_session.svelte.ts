import { kindOf } from '#lib/kinds/index.ts';
import { followSteps, type OfflineStep } from '#lib/session/offline.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { isNewer } from './session_age.ts';

/** A session on a screen: as the server has it, with the steps on top that it has not confirmed. */
export class ShownSession<View> {
	/** The session and what shows it: they change together. */
	shown = $state.raw() as { readonly session: SessionRecord; readonly view: View };
	/** How many steps of what is shown the server has not confirmed. */
	unconfirmed = $state(0);
	/** The session as the server has it. */
	base = $state.raw() as SessionRecord;
	readonly #viewOf: (session: SessionRecord) => Promise<View>;
	#turn = 0;

	constructor(shown: { session: SessionRecord; view: View }, viewOf: (session: SessionRecord) => Promise<View>) {
		this.base = shown.session;
		this.shown = shown;
		this.#viewOf = viewOf;
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
		const { session, unconfirmed } = followSteps(kindOf(this.base.kind), this.base, steps);
		const view = session === this.shown.session ? this.shown.view : await this.#viewOf(session);
		if (turn !== this.#turn) return;
		this.shown = { session, view };
		this.unconfirmed = unconfirmed;
		onshow();
	}
}
