import type { Clock } from '#lib/kernel/clock.ts';
import type { Ids } from '#lib/kernel/ids.ts';
import type { Store } from '../store/store.ts';

/** What the engine runs on. */
export interface Engine {
	readonly store: Store;
	readonly clock: Clock;
	readonly ids: Ids;
	/** What a kilowatt-hour costs at stations without a price of their own; null or left out: charging there cannot begin. */
	readonly chargeTariff?: { readonly currency: string; readonly priceMinorPerKwh: number } | null;
	/** True where an ERP is configured, whose answer some operations await. */
	readonly hasErp?: boolean;
}
