import { batteryServiceDriver } from './battery_service_driver.ts';
import type { BatteryDriver } from './driver.ts';
import { ovesDriver } from './oves_driver.ts';

/** Every driver, one a line; the first that matches a name and finds its characteristics reads, so the most general is last. */
export const batteryDrivers: readonly BatteryDriver[] = [ovesDriver, batteryServiceDriver];
