import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import type { Store } from '../store/store.ts';

/** What the engine runs on. */
export interface Engine {
	readonly store: Store;
	readonly clock: Clock;
	readonly ids: Ids;
	/** True where an ERP is configured, whose answer some operations await. */
	readonly hasErp?: boolean;
}
