import { LiveSession } from './live_session.svelte.ts';

/** A charging session as it is followed: Wh, W, percent, UTC milliseconds. */
export interface FollowedCharge {
	readonly id: string;
	readonly version: number;
	readonly status: string;
	readonly newsAt: number;
	readonly energyWh: number;
	readonly powerW: number | null;
	readonly level: number | null;
}

/** How far a session was at an instant. */
interface ChargePoint extends Pick<FollowedCharge, 'energyWh' | 'powerW' | 'level'> {
	readonly at: number;
}

/** A charging session that is watched while it grows; its curve gets a point whenever something is told. */
export class LiveCharge<Charge extends FollowedCharge> {
	shown = $state.raw() as Charge;
	curve = $state.raw<readonly ChargePoint[]>([]);
	/** False while the server is not reached: what is shown is what was told last. */
	isReached = $state(true);
	/** True once it has ended while it was watched. */
	hasEnded = $derived(this.shown.status !== 'active');

	constructor(first: Charge, curve: readonly ChargePoint[]) {
		this.shown = first;
		this.curve = curve;
	}

	/** Follows the session until it has ended or the returned function is called. Browser only. */
	follow(): () => void {
		const live = new LiveSession({
			knownVersion: () => this.shown.version,
			look: () => this.look(),
			onturn: () => undefined,
		});
		const stop = live.follow(this.shown.id);
		const stopped = new AbortController();
		addEventListener('online', () => void this.look(), { signal: stopped.signal });
		addEventListener('offline', () => (this.isReached = false), { signal: stopped.signal });
		return () => {
			stopped.abort();
			stop();
		};
	}

	/** Shows the session as the server has it now. Never rejects. */
	async look(): Promise<void> {
		try {
			const response = await fetch(`/charging/${encodeURIComponent(this.shown.id)}/now`, { cache: 'no-store' });
			this.isReached = true;
			// Signed out meanwhile: the next page that is opened says so.
			if (response.ok && !response.redirected) this.take((await response.json()) as Charge);
		} catch {
			this.isReached = false;
		}
	}

	/** Shows what was told, unless it is older than what is shown. */
	take(told: Charge): void {
		if (told.id !== this.shown.id || told.version < this.shown.version) return;
		const { newsAt: at, energyWh, powerW, level } = told;
		if (at > (this.curve.at(-1)?.at ?? 0)) this.curve = [...this.curve, { at, energyWh, powerW, level }];
		this.shown = told;
	}
}
