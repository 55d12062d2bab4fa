import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import type { PaymentReport } from '#lib/ledger/pay.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import { newPlan, sampleBatteries, sampleFacts, samplePlan, spentPlan } from '#lib/plan/sample_plan.ts';
import { given, testStart, type Scene } from '#lib/session/given.ts';
import type { SwapEvent } from './events.ts';
import { swap } from './kind.ts';
import { identify } from './steps/identify.ts';
import { issue } from './steps/issue.ts';
import { review } from './steps/review.ts';
import { takeBack } from './steps/take_back.ts';

/** Scenes of a swap for tests, each one step further, at the instants of seeds/000 §2. */
export type SwapScene = Scene<SwapEvent, LedgerWorld>;

/** Minutes after the session began → instant, UTC milliseconds. */
export const minute = (minutes: number) => testStart + minutes * 60_000;

/** What the attendant scanned at the customer. */
export const scanned = {
	planId: 'SUB-8847-KE',
	inputMode: 'scan',
	code: 'SUB-8847-KE',
	correlationId: 'att-customer-id-1733752800000-abc123',
} as const;

/** A reading over Bluetooth. */
export function reading(batteryId: string, energyWh: number, more: Partial<BatteryReading> = {}): BatteryReading {
	return {
		batteryId,
		energyWh,
		chargePercent: 95,
		source: 'bluetooth',
		deviceId: 'AA:BB:CC:DD:EE:FF',
		deviceName: `OVES BATT ${batteryId.slice(-6)}`,
		driver: 'oves',
		raw: {},
		flags: [],
		...more,
	};
}

/** The battery that comes back, nearly empty. */
export const oldReading = reading(sampleBatteries.old.id, 450, { chargePercent: 12, deviceId: '11:22:33:44:55:66' });

/** The battery that goes out. */
export const freshReading = reading(sampleBatteries.fresh.id, 2850);

/** Both batteries, as a report of the service names them. */
export const bothBatteries = { oldBatteryId: sampleBatteries.old.id, newBatteryId: sampleBatteries.fresh.id };

/** A payment by receipt, minor units. */
export function receipt(amountMinor: number, more: Partial<PaymentReport> = {}): PaymentReport {
	return {
		paymentId: 'pay-1',
		serviceId: 'service-electricity-monthly',
		amountMinor,
		reference: 'MPESA_REF_789012',
		method: 'MPESA',
		paymentType: 'TOP_UP',
		verification: 'receipt',
		excessMinor: 0,
		...more,
	};
}

/** A payment in cash, minor units. */
export function cash(amountMinor: number, more: Partial<PaymentReport> = {}): PaymentReport {
	return receipt(amountMinor, { method: 'CASH', reference: 'CASH-1', verification: 'cash', ...more });
}

/** A session in which nothing has happened. */
export function begun(plan: PlanFacts | null = samplePlan): SwapScene {
	return { facts: sampleFacts(plan), events: [], now: minute(2) };
}

/** The customer is known; their battery has not come back. */
export function identified(plan: PlanFacts = samplePlan): SwapScene {
	return { ...given(swap, begun(plan)).taken(identify, scanned), now: minute(5) };
}

/** The battery is back. */
export function takenBack(plan: PlanFacts = samplePlan): SwapScene {
	return { ...given(swap, identified(plan)).taken(takeBack, { reading: oldReading }), now: minute(8) };
}

/** Both batteries are bound and the swap is priced. */
export function issued(plan: PlanFacts = samplePlan): SwapScene {
	return { ...given(swap, takenBack(plan)).taken(issue, { reading: freshReading }), now: minute(10) };
}

/** The first battery of a new customer is bound. */
export function firstIssued(plan: PlanFacts = newPlan): SwapScene {
	return { ...given(swap, identified(plan)).taken(issue, { reading: freshReading }), now: minute(10) };
}

/** The price is confirmed and covered by quota. */
export function waived(plan: PlanFacts = samplePlan): SwapScene {
	return { ...given(swap, issued(plan)).taken(review, {}), now: minute(15) };
}

/** The price is confirmed and 288 KES are asked for. */
export function requested(plan: PlanFacts = spentPlan): SwapScene {
	return { ...given(swap, issued(plan)).taken(review, {}), now: minute(15) };
}

/** A scene in which something outside the session has changed. */
export function butNow(scene: SwapScene, change: Partial<SwapScene>): SwapScene {
	return { ...scene, ...change };
}
