import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { newPlan, sampleBatteries, sampleFacts, samplePlan, spentPlan, withService } from '#lib/plan/sample_plan.ts';
import type { PaymentReport } from './pay.ts';
import { payThenServe, type PayThenServe } from './pay_then_serve.ts';
import type { ServiceReport } from './serve.ts';

const payment: PaymentReport = {
	paymentId: 'pay-1',
	serviceId: 'service-electricity-monthly',
	amountMinor: 28_800,
	reference: 'MPESA_REF_789012',
	method: 'MPESA',
	paymentType: 'TOP_UP',
	verification: 'receipt',
	excessMinor: 0,
};
const service: ServiceReport = {
	oldBatteryId: 'B0723025100042',
	newBatteryId: 'B0723025100049',
	energyWh: 2400,
	oldEnergyWh: 450,
	newEnergyWh: 2850,
	waiverMinor: 0,
};
const report: PayThenServe = { facts: sampleFacts(), key: 'k', stationId: 'STATION_002', payment: null, service: null };
const done = (change: Partial<PayThenServe>) => payThenServe({ ...report, ...change });

describe('a payment', () => {
	test('credits what it buys of the service it names', () => {
		expect(done({ payment })).toMatchObject({
			ok: true,
			value: {
				service: null,
				planInputs: [],
				payment: {
					serviceId: payment.serviceId,
					amountMajor: 288,
					additionalQuota: 2.4,
					quotaBefore: 45.5,
					quotaAfter: 47.9,
				},
				moves: [
					{ ledger: 'payment' },
					{ bucket: 'captured' },
					{ bucket: 'quota' },
					{ reason: 'top_up', amountMilli: 2400 },
				],
			},
		});
	});

	test('that buys nothing whole is captured all the same', () => {
		const small = done({ payment: { ...payment, amountMinor: 11 } });
		expect(small.ok && small.value.moves.map(({ ledger }) => ledger)).toEqual(['payment', 'money', 'money']);
	});

	test('moves the payment cycle by its type', () => {
		const facts = sampleFacts({ ...samplePlan, paymentState: 'RENEWAL_DUE' });
		expect(done({ facts, payment: { ...payment, paymentType: 'RENEWAL' } })).toMatchObject({
			value: { planInputs: ['RENEWAL_PAID'] },
		});
	});

	test.each([
		[{ serviceId: 'service-unknown' }, refuse('SERVICE_NOT_ON_PLAN', { service: 'service-unknown' })],
		[{ serviceId: 'service-swap-count-monthly' }, refuse('RATE_MISSING', { plan: 'SUB-8847-KE' })],
	])('is refused: %o', (change, refusal) => expect(done({ payment: { ...payment, ...change } })).toEqual(refusal));
});

describe('a service', () => {
	test('debits quota, moves both batteries and the service cycle', () => {
		expect(done({ service })).toMatchObject({
			ok: true,
			value: {
				payment: null,
				planInputs: ['BATTERY_RETURNED', 'BATTERY_ISSUED'],
				service: { newBatteryId: 'B0723025100049', oldBatteryId: 'B0723025100042', quotaConsumed: 1 },
				moves: [
					{ ledger: 'quota' },
					{ ledger: 'quota' },
					{ ledger: 'quota', amountMilli: -2400 },
					{
						ledger: 'custody',
						batteryId: 'B0723025100042',
						to: { kind: 'station', id: 'STATION_002', serviceId: null },
					},
					{ ledger: 'custody', batteryId: 'B0723025100049', to: { kind: 'rider', id: 'SUB-8847-KE' } },
				],
			},
		});
	});

	test('with a first battery moves that one', () => {
		expect(done({ facts: sampleFacts(newPlan), service: { ...service, oldBatteryId: null } })).toMatchObject({
			value: { planInputs: ['BATTERY_ISSUED'], service: { oldBatteryId: null } },
		});
	});

	const stationOf = (station: string) =>
		sampleFacts(samplePlan, [
			sampleBatteries.old,
			{ ...sampleBatteries.fresh, holder: { kind: 'station', id: station, serviceId: null } },
		]);

	test.each<[string, Partial<PayThenServe> & { change?: Partial<ServiceReport> }, object]>([
		['an unknown battery', { change: { newBatteryId: 'B9' } }, refuse('BATTERY_UNKNOWN', { battery: 'B9' })],
		[
			'a battery that came back as the fresh one',
			{ change: { newBatteryId: 'B0723025100042' } },
			refuse('SAME_BATTERY_SCANNED', { battery: 'B0723025100042' }),
		],
		[
			'a battery of another station',
			{ facts: stationOf('STATION_001') },
			refuse('BATTERY_OF_OTHER_STATION', { battery: 'B0723025100049', station: 'STATION_001' }),
		],
		[
			'a battery in the rack as the returned one',
			{ change: { oldBatteryId: 'B0723025100077' } },
			refuse('BATTERY_MISMATCH', { scanned: 'B0723025100077', expected: 'B0723025100042' }),
		],
		[
			'an unknown battery as the returned one',
			{ change: { oldBatteryId: 'B9' } },
			refuse('BATTERY_MISMATCH', { scanned: 'B9', expected: 'B0723025100042' }),
		],
		['a missing return', { change: { oldBatteryId: null } }, refuse('RETURN_MISSING', { expected: 'B0723025100042' })],
		[
			'a plan that is not active',
			{ facts: sampleFacts({ ...samplePlan, status: 'SUSPENDED' }) },
			refuse('CUSTOMER_INACTIVE', { reason: 'SUSPENDED' }),
		],
		[
			'an overdue plan',
			{ facts: sampleFacts({ ...samplePlan, paymentState: 'OVERDUE' }) },
			refuse('PAYMENT_OVERDUE', { plan: 'SUB-8847-KE' }),
		],
		['a plan that we do not know', { facts: sampleFacts(null) }, refuse('PLAN_UNKNOWN')],
	])('refuses %s', (_, { change, ...call }, refusal) => {
		expect(done({ ...call, service: { ...service, ...change } })).toEqual(refusal);
	});

	test('refuses a plan without a contract', () => {
		const facts = sampleFacts({ ...newPlan, serviceState: 'INITIAL', paymentState: 'INITIAL' });
		expect(done({ facts, service: { ...service, oldBatteryId: null } })).toEqual(
			refuse('CUSTOMER_INACTIVE', { reason: 'INITIAL' }),
		);
	});

	test('refuses the battery of another rider as the returned one', () => {
		const stranger = { ...sampleBatteries.other, holder: { kind: 'rider', id: 'SUB-2', serviceId: null } } as const;
		const facts = sampleFacts(samplePlan, [sampleBatteries.old, sampleBatteries.fresh, stranger]);
		expect(done({ facts, service: { ...service, oldBatteryId: stranger.id } })).toMatchObject({
			code: 'BATTERY_MISMATCH',
		});
	});
});

describe('both', () => {
	test('the payment pays for the service that comes with it', () => {
		const facts = sampleFacts(spentPlan);
		expect(done({ facts, service })).toMatchObject({ code: 'QUOTA_EXHAUSTED' });
		expect(done({ facts, payment, service })).toMatchObject({
			ok: true,
			value: { payment: { quotaBefore: 0, quotaAfter: 2.4 }, service: { quotaConsumed: 1 } },
		});
	});

	test('a renewal that comes with a service lifts the block', () => {
		const facts = sampleFacts({ ...samplePlan, paymentState: 'OVERDUE' });
		expect(done({ facts, service, payment: { ...payment, paymentType: 'RENEWAL' } })).toMatchObject({
			value: { planInputs: ['RENEWAL_PAID', 'BATTERY_RETURNED', 'BATTERY_ISSUED'] },
		});
	});

	test('all or nothing', () => {
		expect(done({ payment, service: { ...service, newBatteryId: 'B9' } })).toEqual(
			refuse('BATTERY_UNKNOWN', { battery: 'B9' }),
		);
		const facts = sampleFacts(withService(samplePlan, 'swap_count', { usedMilli: 21_000 }));
		expect(done({ facts, payment, service })).toEqual(refuse('QUOTA_EXHAUSTED', { service: 'Swap Count Service' }));
	});

	test('no ledger entry is named twice', () => {
		const both = done({ facts: sampleFacts(spentPlan), payment, service });
		const keys = both.ok ? both.value.moves.map(({ ledger, key }) => `${ledger}:${key}`) : [];
		expect([keys.length, new Set(keys).size]).toEqual([9, 9]);
	});
});
