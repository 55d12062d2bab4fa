import { loadLease, purgeLeases, endLease, takeLease } from '../store/lease_rows.ts';
import type { Engine } from './engine.ts';

/** A job that only one of many processes may run at a time. */
export interface Lease {
	/** Runs a job if this process may; the lease is renewed while it runs. The job asks `isHeld` before each thing it must not do twice. */
	run(job: (isHeld: () => boolean) => Promise<unknown>): Promise<void>;
	/** Lets another process take over at once. */
	release(): Promise<void>;
}

/** How long a lease lasts, ms: a process that died keeps its job from the others no longer than this. */
const leaseMs = 20_000;

/**
 * A lease over the store. Each epoch is a row of its own, so that of two processes that take the next one, one wins.
 * Clocks of the machines may differ by less than half of its time.
 */
export function createLease(engine: Engine, name: string, holder: string): Lease {
	/** Until when it is held, UTC milliseconds; 0 if another process has it. */
	const hold = async () => {
		const now = engine.clock();
		const last = await loadLease(engine.store.db, name);
		const mine = last?.holder === holder;
		if (last && mine && last.endsAt > now + leaseMs / 2) return last.endsAt;
		if (last && !mine && last.endsAt > now) return 0;
		const epoch = (last?.epoch ?? 0) + 1;
		const endsAt = now + leaseMs;
		const taken = await engine.store.writer.commit([
			takeLease({ name, epoch, holder, endsAt }),
			purgeLeases(name, epoch),
		]);
		return taken.ok ? endsAt : 0;
	};
	return {
		async run(job) {
			let heldUntil = await hold();
			if (heldUntil === 0) return;
			const renew = () =>
				hold().then(
					(endsAt) => (heldUntil = endsAt),
					() => (heldUntil = 0),
				);
			const beat = setInterval(() => void renew(), leaseMs / 4);
			try {
				await job(() => engine.clock() < heldUntil);
			} finally {
				clearInterval(beat);
			}
		},
		async release() {
			await engine.store.writer.commit([endLease(name, holder, engine.clock())]);
		},
	};
}
