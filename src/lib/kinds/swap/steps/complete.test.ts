import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { sampleFacts, samplePlan, spentPlan, withService } from '#lib/plan/sample_plan.ts';
import { given, testAttendant } from '#lib/session/given.ts';
import { swap } from '../kind.ts';
import {
	bothBatteries,
	butNow,
	cash,
	firstIssued,
	freshReading,
	issued,
	minute,
	receipt,
	requested,
	takenBack,
	waived,
	type SwapScene,
} from '../swap_scenes.ts';
import { complete } from './complete.ts';
import { issue } from './issue.ts';

const correlationId = 'corr-1';
const handOver = { correlationId, payment: null, service: bothBatteries };
const paid = (payment: object, service: object | null = bothBatteries) => ({ correlationId, payment, service });
const take = (scene: SwapScene, input: unknown) => given(swap, scene).when(complete, input);
const quotaOf = (kind: 'energy' | 'swap_count' | 'fleet') =>
	samplePlan.services.find((line) => line.kind === kind)?.serviceId;

describe('a swap that quota covers', () => {
	test('debits one swap, one battery and the energy, and both batteries change hands', () => {
		const decided = take(waived(), handOver);
		expect(decided).toMatchObject({
			ok: true,
			value: {
				events: [{ type: 'service_completed', at: minute(15), transactionId: `QUOTA_${minute(10)}`, correlationId }],
				planInputs: ['BATTERY_RETURNED', 'BATTERY_ISSUED'],
				outcome: {
					payment: null,
					refused: null,
					service: { oldBatteryId: 'B0723025100042', newBatteryId: 'B0723025100049' },
				},
			},
		});
		expect(decided.ok && decided.value.moves).toMatchObject([
			{ ledger: 'quota', serviceId: quotaOf('fleet'), reason: 'consumption', amountMilli: -1000 },
			{ ledger: 'quota', serviceId: quotaOf('swap_count'), reason: 'consumption', amountMilli: -1000 },
			{ ledger: 'quota', serviceId: quotaOf('energy'), reason: 'consumption', amountMilli: -2400 },
			{ ledger: 'custody', batteryId: 'B0723025100042', to: { kind: 'station', id: 'STATION_002' }, energyWh: 450 },
			{
				ledger: 'custody',
				batteryId: 'B0723025100049',
				to: { kind: 'rider', id: 'SUB-8847-KE', serviceId: quotaOf('fleet') },
				energyWh: 2850,
			},
		]);
	});

	test('may be handed over at the review in one request, which waives first', () => {
		expect(take(issued(), handOver)).toMatchObject({
			value: { events: [{ type: 'payment_waived', reason: 'QUOTA_CREDIT' }, { type: 'service_completed' }] },
		});
	});

	test('waives the few Wh that rounding leaves uncovered, so that no quota goes below zero', () => {
		const plan = withService(samplePlan, 'energy', { usedMilli: 97_605 });
		const decided = take(issued(plan), handOver);
		expect(decided).toMatchObject({
			value: { events: [{ reason: 'ZERO_COST_ROUNDING' }, { transactionId: `ROUNDING_${minute(10)}` }] },
		});
		const energy =
			decided.ok && decided.value.moves?.filter((move) => 'serviceId' in move && move.serviceId === quotaOf('energy'));
		expect(energy).toMatchObject([
			{ reason: 'waiver', amountMilli: 5 },
			{ reason: 'consumption', amountMilli: -2400 },
		]);
	});

	test('with a first battery moves that one only', () => {
		const decided = take(firstIssued(), { ...handOver, service: { ...bothBatteries, oldBatteryId: null } });
		expect(decided).toMatchObject({
			ok: true,
			value: { planInputs: ['BATTERY_ISSUED'], events: [{ type: 'payment_waived' }, { type: 'service_completed' }] },
		});
		const custody = decided.ok && decided.value.moves?.filter((move) => move.ledger === 'custody');
		expect(custody).toMatchObject([{ batteryId: 'B0723025100049', to: { kind: 'rider' } }]);
	});

	test('is named after what covers it now, not when the battery was bound', () => {
		const nearly = withService(samplePlan, 'energy', { usedMilli: 97_605 });
		expect(take(butNow(issued(nearly), { facts: sampleFacts() }), handOver)).toMatchObject({
			value: { events: [{ reason: 'QUOTA_CREDIT' }, { transactionId: `QUOTA_${minute(10)}` }] },
		});
	});

	test('with less energy out than in debits none', () => {
		const weak = given(swap, takenBack()).taken(issue, { reading: { ...freshReading, energyWh: 300 } });
		const decided = take(weak, handOver);
		expect(decided).toMatchObject({ ok: true });
		expect(decided.ok && decided.value.moves?.filter((move) => 'serviceId' in move)).toMatchObject([
			{ serviceId: quotaOf('fleet') },
			{ serviceId: quotaOf('swap_count') },
		]);
	});
});

describe('a swap that is paid', () => {
	test('captures the money, credits what it buys, debits it and sells it, all in one decision', () => {
		const decided = take(requested(), paid(receipt(28_800)));
		expect(decided).toMatchObject({
			ok: true,
			value: {
				events: [
					{ type: 'payment_settled', payment: { amountMinor: 28_800, reference: 'MPESA_REF_789012' } },
					{ type: 'service_completed', transactionId: 'MPESA_REF_789012' },
				],
				outcome: { payment: { amountMajor: 288, additionalQuota: 2.4, quotaBefore: 0, quotaAfter: 2.4 } },
			},
		});
		expect(decided.ok && decided.value.moves).toMatchObject([
			{ ledger: 'payment', method: 'MPESA', reference: 'MPESA_REF_789012', amountMinor: 28_800, currency: 'KES' },
			{ ledger: 'money', bucket: 'captured', amountMinor: 28_800 },
			{ ledger: 'money', bucket: 'quota', amountMinor: 28_800 },
			{ ledger: 'quota', reason: 'top_up', amountMilli: 2400 },
			{ ledger: 'quota', serviceId: quotaOf('fleet') },
			{ ledger: 'quota', serviceId: quotaOf('swap_count') },
			{ ledger: 'quota', serviceId: quotaOf('energy'), amountMilli: -2400 },
			{ ledger: 'custody' },
			{ ledger: 'custody' },
			{ ledger: 'money', bucket: 'quota', amountMinor: -28_800 },
			{ ledger: 'money', bucket: 'service', amountMinor: 28_800 },
		]);
	});

	test('names every ledger entry once', () => {
		const decided = take(requested(), paid(receipt(28_800)));
		const keys = decided.ok ? (decided.value.moves ?? []).map((move) => `${move.ledger}:${move.key}`) : [];
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys.length).toBe(11);
	});

	test('in parts is handed over with the last one, and all references stand in the transaction', () => {
		const part = given(swap, requested()).taken(complete, paid(cash(10_000, { paymentId: 'pay-0' }), null));
		expect(given(swap, part).session).toMatchObject({ state: 'pay', data: { paidMinor: 10_000 } });
		const facts = sampleFacts(withService(spentPlan, 'energy', { quotaMilli: 100_833 }));
		expect(take(butNow(part, { facts }), paid(receipt(18_800)))).toMatchObject({
			ok: true,
			value: { events: [{ type: 'payment_settled' }, { transactionId: 'CASH-1+MPESA_REF_789012' }] },
		});
	});

	test('whose parts each lose a fraction of a Wh is still handed over', () => {
		let scene = requested();
		let quotaMilli = 100_000;
		for (let part = 0; part < 10; part++) {
			scene = given(
				swap,
				butNow(scene, { facts: sampleFacts(withService(spentPlan, 'energy', { quotaMilli })) }),
			).taken(complete, paid(receipt(2801, { paymentId: `pay-${part}`, reference: `R${part}` }), null));
			quotaMilli += Math.floor((2801 * 1000) / 12_000);
		}
		const facts = sampleFacts(withService(spentPlan, 'energy', { quotaMilli }));
		const rest = 28_800 - 28_010;
		expect(take(butNow(scene, { facts }), paid(receipt(rest)))).toMatchObject({
			ok: true,
			value: { events: [{ type: 'payment_settled' }, { type: 'service_completed' }], outcome: { refused: null } },
		});
	});

	test('in part is recorded, and the hand-over refused', () => {
		expect(take(requested(), paid(receipt(28_799)))).toMatchObject({
			ok: true,
			value: {
				events: [{ type: 'payment_partial' }],
				outcome: { service: null, refused: { code: 'PAYMENT_INSUFFICIENT', params: { due: 0.01, currency: 'KES' } } },
			},
		});
	});

	test('by mobile money above the price owes the rest to the rider', () => {
		const decided = take(requested(), paid(receipt(30_000)));
		expect(decided).toMatchObject({
			value: { events: [{ type: 'payment_settled' }, { type: 'service_completed' }] },
		});
		const quota = decided.ok ? (decided.value.moves ?? []).filter((move) => move.ledger === 'quota') : [];
		expect(
			quota.filter(({ serviceId }) => serviceId === quotaOf('energy')).map(({ amountMilli }) => amountMilli),
		).toEqual([2400, -2400]);
		const money = decided.ok ? (decided.value.moves ?? []).filter((move) => move.ledger === 'money') : [];
		expect(money).toContainEqual(expect.objectContaining({ bucket: 'refund_due', amountMinor: 1200 }));
	});

	test('credits the energy it was priced by, whatever service the report names', () => {
		const decided = take(requested(), paid(receipt(28_800, { serviceId: 'service-swap-count-monthly' })));
		expect(decided).toMatchObject({ value: { outcome: { payment: { serviceId: 'service-electricity-monthly' } } } });
	});
});

describe('cash', () => {
	test('is recorded up to the limit of who takes it', () => {
		const actor = { ...testAttendant, cashLimitMinor: 28_800 };
		expect(take(butNow(requested(), { actor }), paid(cash(28_800)))).toMatchObject({ ok: true });
		const less = { ...testAttendant, cashLimitMinor: 28_799 };
		expect(take(butNow(requested(), { actor: less }), paid(cash(28_800)))).toEqual(
			refuse('CASH_LIMIT_EXCEEDED', { limit: 287.99, currency: 'KES' }),
		);
	});

	test('above the price is refused: the attendant gives change', () => {
		expect(take(requested(), paid(cash(28_801)))).toEqual(refuse('PAYMENT_EXCEEDS_DUE', { due: 288, currency: 'KES' }));
	});
});
