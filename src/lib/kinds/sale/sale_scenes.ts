import type { BatteryReading } from '#lib/kernel/battery_reading.ts';
import type { PaymentReport } from '#lib/ledger/pay.ts';
import type { LedgerWorld } from '#lib/ledger/world.ts';
import type { PlanFacts } from '#lib/plan/facts.ts';
import type { Offer, PlanProduct, SalePackage } from '#lib/plan/offer.ts';
import { newPlan, sampleBatteries, sampleFacts } from '#lib/plan/sample_plan.ts';
import type { Facts } from '#lib/plan/world.ts';
import { given, testStart, type Scene } from '#lib/session/given.ts';
import type { Actor, Step } from '#lib/session/kind.ts';
import type { SaleEvent } from './events.ts';
import { sale } from './kind.ts';
import type { SaleState } from './machine.ts';
import type { SaleData } from './state.ts';
import { bindBattery } from './steps/bind_battery.ts';
import { choosePackage, choosePlan } from './steps/choose.ts';
import { complete } from './steps/complete.ts';
import { placeOrder } from './steps/place_order.ts';
import { registerCustomer } from './steps/register_customer.ts';
import { subscriptionCode } from './subscription_code.ts';

/** Scenes of a sale for tests, each one step further, with the people, offers and prices of seeds/000 §1. */
export type SaleScene = Scene<SaleEvent, LedgerWorld>;

/** Minutes after the session began → instant, UTC milliseconds. */
export const minute = (minutes: number) => testStart + minutes * 60_000;

/** A salesperson in a shift at STATION_002 who may record 5,000.00 in cash. */
export const salesperson: Actor = {
	id: 'emp-456',
	name: 'John Doe',
	role: 'salesperson',
	stationId: 'STATION_002',
	cashLimitMinor: 500_000,
};

/** The form of seeds/000 §1. */
export const form = {
	firstName: 'Jane',
	lastName: 'Smith',
	phone: '254712345678',
	email: 'jane.smith@example.com',
	street: '123 Main Street',
	city: 'Nairobi',
	zip: '00100',
	customerId: null,
	isNew: false,
};

export const samplePackage: SalePackage = {
	id: 'pkg-101',
	erpId: 101,
	name: 'E-Bike Standard Package',
	priceMinor: 1_500_000,
	currency: 'KES',
	components: [
		{ id: 201, name: 'E-Bike Model A', type: 'main_service', priceMinor: 1_200_000, quantity: 1 },
		{ id: 202, name: 'Battery Swap Privilege', type: 'battery_swap', priceMinor: 300_000, quantity: 1 },
	],
};

export const sampleProduct: PlanProduct = {
	id: 'plan-301',
	erpId: 301,
	name: 'Monthly Subscription',
	priceMinor: 50_000,
	currency: 'KES',
	period: 'monthly',
	templateId: 'template-monthly',
};

/** What is on offer, with the services of the template. */
export const sampleOffer: Offer = {
	stationCurrency: 'KES',
	package: samplePackage,
	product: sampleProduct,
	services: newPlan.services.map(({ serviceId, name, kind, unitPriceMinor, bundled, quotaMilli }) => ({
		serviceId,
		name,
		kind,
		unitPriceMinor,
		bundled,
		quotaMilli,
	})),
};

/** The subscription's code of the sessions of tests. */
export const planId = subscriptionCode('sales-sess-1');

/** The plan as the order has made it: its total is due. */
export const duePlan: PlanFacts = {
	...newPlan,
	planId,
	status: 'ORDERED',
	serviceState: 'WAIT_BATTERY_ISSUE',
	paymentState: 'DEPOSIT_DUE',
	dueMinor: 1_550_000,
};

/** The plan once it is paid. */
export const paidPlan: PlanFacts = { ...duePlan, paymentState: 'CURRENT', dueMinor: null };

const facts = (plan: PlanFacts | null): Facts => ({ ...sampleFacts(plan), offer: sampleOffer, people: [] });

/** The first battery, as it is read over Bluetooth. */
export const firstReading: BatteryReading = {
	batteryId: sampleBatteries.fresh.id,
	energyWh: 2545,
	chargePercent: 85,
	source: 'bluetooth',
	deviceId: 'AA:BB:CC:DD:EE:FF',
	deviceName: 'OVES BATT 100049',
	driver: 'oves',
	raw: {},
	flags: [],
};

/** A payment by receipt, minor units. */
export function receipt(amountMinor: number, more: Partial<PaymentReport> = {}): PaymentReport {
	return {
		paymentId: 'pay-1',
		serviceId: '',
		amountMinor,
		reference: 'MPESA_REF_123456',
		method: 'MPESA',
		paymentType: 'DEPOSIT',
		verification: 'receipt',
		excessMinor: 0,
		...more,
	};
}

/** A payment as `complete` takes it. */
export const paying = (payment: PaymentReport) => ({ correlationId: 'corr-1', payment, service: null });

/** The hand-over as `complete` takes it. */
export const handing = (newBatteryId: string = sampleBatteries.fresh.id) => ({
	correlationId: 'corr-2',
	payment: null,
	service: { oldBatteryId: null, newBatteryId },
});

type SaleStep<Input> = Step<SaleState, SaleData, SaleEvent, LedgerWorld, Input>;

function then<Input>(
	scene: SaleScene,
	step: SaleStep<Input>,
	input: unknown,
): SaleScene & { events: readonly SaleEvent[] } {
	return given(sale, scene).taken(step, input);
}

/** A session in which nothing has happened. */
export function begun(): SaleScene {
	return { facts: facts(null), events: [], actor: salesperson, now: minute(2) };
}

/** The customer is written down. */
export const registered = () => ({ ...then(begun(), registerCustomer, form), now: minute(4) });

/** The package is chosen. */
export const packaged = () => ({ ...then(registered(), choosePackage, { packageId: 'pkg-101' }), now: minute(6) });

/** The plan is chosen. */
export const planned = () => ({ ...then(packaged(), choosePlan, { productId: 'plan-301' }), now: minute(8) });

/** The order is placed. */
export const ordered = () => ({ ...then(planned(), placeOrder, {}), facts: facts(duePlan), now: minute(10) });

/** The order is paid. */
export const paid = () => ({
	...then(ordered(), complete, paying(receipt(1_550_000))),
	facts: facts(paidPlan),
	now: minute(16),
});

/** The battery is read. */
export const bound = () => ({ ...then(paid(), bindBattery, { reading: firstReading }), now: minute(18) });

/** The battery is handed over. */
export const done = () => then(bound(), complete, handing());
