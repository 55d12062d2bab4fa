import { describe, expect, test } from 'vitest';
import { refuse } from '#lib/kernel/result.ts';
import { newPlan, sampleBatteries, sampleFacts, samplePlan, spentPlan, withService } from '#lib/plan/sample_plan.ts';
import { given, testAttendant } from '#lib/session/given.ts';
import { swap } from '../kind.ts';
import {
	bothBatteries,
	butNow,
	firstIssued,
	issued,
	minute,
	receipt,
	requested,
	takenBack,
	waived,
	type SwapScene,
} from '../swap_scenes.ts';
import { complete } from './complete.ts';

const correlationId = 'corr-1';
const handOver = { correlationId, payment: null, service: bothBatteries };
const paid = (payment: object) => ({ correlationId, payment, service: bothBatteries });
const take = (scene: SwapScene, input: unknown) => given(swap, scene).when(complete, input);

describe('refuses and changes nothing:', () => {
	test('a hand-over before it is paid', () => {
		expect(take(requested(), handOver)).toEqual(refuse('PAYMENT_INSUFFICIENT', { due: 288, currency: 'KES' }));
	});

	test('a payment where none is due', () => {
		expect(take(waived(), paid(receipt(100)))).toEqual(refuse('PAYMENT_NOT_DUE'));
		expect(take(issued(spentPlan), paid(receipt(28_800)))).toEqual(refuse('PAYMENT_NOT_DUE'));
	});

	test('a hand-over at the review if quota no longer covers it', () => {
		expect(take(butNow(issued(), { facts: sampleFacts(spentPlan) }), handOver)).toEqual(refuse('PRICE_CHANGED'));
	});

	test.each([
		{ oldBatteryId: null, newBatteryId: 'B0723025100049' },
		{ oldBatteryId: 'B0723025100042', newBatteryId: 'B0723025100077' },
		{ oldBatteryId: 'B0723025100077', newBatteryId: 'B0723025100049' },
	])('batteries that are not the bound ones: %o', (service) => {
		expect(take(waived(), { ...handOver, service })).toMatchObject({ ok: false, code: 'BATTERY_MISMATCH' });
	});

	test('a fresh battery that was issued meanwhile', () => {
		const gone = { ...sampleBatteries.fresh, holder: { kind: 'rider', id: 'SUB-2', serviceId: null } } as const;
		const facts = sampleFacts(samplePlan, [sampleBatteries.old, gone]);
		expect(take(butNow(waived(), { facts }), handOver)).toEqual(
			refuse('BATTERY_ALREADY_ISSUED', { battery: 'B0723025100049' }),
		);
	});

	test('quota that was used meanwhile', () => {
		expect(take(butNow(waived(), { facts: sampleFacts(spentPlan) }), handOver)).toEqual(
			refuse('QUOTA_EXHAUSTED', { service: 'Electricity Service' }),
		);
	});

	test('somebody who is in no shift', () => {
		expect(take(butNow(waived(), { actor: { ...testAttendant, stationId: null } }), handOver)).toEqual(
			refuse('NO_OPEN_SHIFT'),
		);
	});

	test('anything before the new battery is bound', () => {
		expect(take(takenBack(), handOver)).toMatchObject({ code: 'STEP_NOT_OPEN' });
	});

	test('a session whose time is over', () => {
		expect(take(butNow(waived(), { now: minute(10 + 24 * 60) }), handOver)).toEqual(refuse('SESSION_EXPIRED'));
	});
});

describe('a service that is refused after its payment', () => {
	const gone = { ...sampleBatteries.fresh, holder: { kind: 'rider', id: 'SUB-2', serviceId: null } } as const;
	const facts = sampleFacts(spentPlan, [sampleBatteries.old, gone]);

	test('leaves the payment recorded as quota, and says why', () => {
		const decided = take(butNow(requested(), { facts }), paid(receipt(28_800)));
		expect(decided).toMatchObject({
			ok: true,
			value: {
				events: [
					{ type: 'payment_settled' },
					{ type: 'service_refused', code: 'BATTERY_ALREADY_ISSUED', correlationId },
				],
				outcome: { service: null, refused: { code: 'BATTERY_ALREADY_ISSUED' } },
			},
		});
		expect(decided.ok && decided.value.moves?.map((move) => ('bucket' in move ? move.bucket : move.ledger))).toEqual([
			'payment',
			'captured',
			'quota',
			'quota',
		]);
	});

	test('can be tried again without another payment', () => {
		const refused = given(swap, butNow(requested(), { facts })).taken(complete, paid(receipt(28_800)));
		const mended = sampleFacts(withService(spentPlan, 'energy', { quotaMilli: 102_400 }));
		const decided = take(butNow(refused, { facts: mended }), handOver);
		expect(decided).toMatchObject({
			value: { events: [{ type: 'service_completed', transactionId: 'MPESA_REF_789012' }] },
		});
		expect(decided.ok && decided.value.moves?.filter((move) => move.ledger === 'money')).toMatchObject([
			{ bucket: 'quota', amountMinor: -28_800 },
			{ bucket: 'service', amountMinor: 28_800 },
		]);
		expect(take(butNow(refused, { facts: mended }), paid(receipt(28_800)))).toEqual(refuse('PAYMENT_NOT_DUE'));
	});
});

test('a plan that a first battery was priced on is refused if it holds one by now', () => {
	const facts = sampleFacts({ ...newPlan, services: samplePlan.services, serviceState: 'BATTERY_ISSUED' });
	const decided = take(butNow(firstIssued(), { facts }), {
		...handOver,
		service: { ...bothBatteries, oldBatteryId: null },
	});
	expect(decided).toEqual(refuse('RETURN_MISSING', { expected: 'B0723025100042' }));
});
