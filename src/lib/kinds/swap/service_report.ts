import { minorDigits } from '#lib/kernel/money.ts';
import type { ServiceReport } from '#lib/ledger/serve.ts';
import type { SwapData } from './state.ts';

/** What is to be served once the swap is priced. Throws TypeError before its new battery is bound. */
export function serviceReport({ oldBattery, newBattery, price, payments }: SwapData): ServiceReport {
	if (!newBattery || !price) throw new TypeError('A swap is served once its new battery is bound and priced');
	const wattHourMinor = Math.ceil(price.rateMinor / 1000);
	return {
		oldBatteryId: oldBattery?.id ?? null,
		newBatteryId: newBattery.id,
		energyWh: Math.max(0, price.diffWh),
		oldEnergyWh: oldBattery?.reading.energyWh ?? null,
		newEnergyWh: newBattery.reading.energyWh,
		// Less than one currency unit by cutting the price, and less than one Wh by cutting what each payment bought.
		waiverMinor: 10 ** minorDigits(price.currency) + wattHourMinor * (payments.length + 1),
	};
}
