import { describe, expect, test } from 'vitest';
import { ok, refuse } from '#lib/kernel/result.ts';
import { decideRefund, type Verdict } from '#lib/server/engine/refund_decisions.ts';
import { proposeRefund, type RefundRequest } from '#lib/server/engine/refund_proposals.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { address } from './manage_world.ts';
import {
	actor,
	ann,
	ben,
	energyService,
	openRefundWorld,
	other,
	payInSession,
	swapToPay,
	type RefundWorld,
} from './refunds_world.ts';

const cash = { kind: 'refund', method: 'CASH', reference: 'V-1' } as const;
const credit = { kind: 'credit', serviceId: energyService } as const;
const kes = (amountMinor: number) => ({ amountMinor, currency: 'KES' });
const yes: Verdict = { approved: true };
const no: Verdict = { approved: false, reason: 'The rider came back' };

/** Numbers the attempts that are not repeats. */
let attempts = 0;

function propose(world: RefundWorld, change: Partial<RefundRequest> = {}, person: SignedIn = ann) {
	const request = { paymentId: world.paymentId, money: kes(10_000), settlement: cash, by: actor(person) };
	return proposeRefund(world.engine, { ...request, key: `attempt-${++attempts}`, ...change });
}

function decide(world: RefundWorld, person: SignedIn, { seq = 1, verdict = yes, key = `attempt-${++attempts}` } = {}) {
	return decideRefund(world.engine, { paymentId: world.paymentId, seq, verdict, by: actor(person), key });
}

const auditOf = (world: RefundWorld) =>
	rowsOf(
		world.store,
		`SELECT actor_id, action, subject, station_id, origin FROM audit WHERE action LIKE 'refund.%' ORDER BY rowid`,
	);

describe.each(databases)('money that is to be given back, on a %s', (kind) => {
	test('is paid out once a second person approves it, and who did what is recorded', async () => {
		const world = await openRefundWorld(kind);
		expect(await propose(world)).toEqual(ok(1));
		expect(await world.buckets()).toEqual({ captured: 10_000, refund_due: 10_000 });
		expect(await decide(world, ann)).toEqual(refuse('REFUND_SAME_PERSON'));
		expect(await decide(world, ben)).toEqual(ok('approved'));
		expect(await world.buckets()).toEqual({ captured: 10_000, refunded: 10_000 });
		const entry = { subject: world.paymentId, station_id: 'STATION_002', origin: address };
		expect(await auditOf(world)).toEqual([
			{ ...entry, actor_id: 'ann', action: 'refund.proposed' },
			{ ...entry, actor_id: 'ben', action: 'refund.approved' },
		]);
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('buys quota after all: the money and its top-up move together', async () => {
		const world = await openRefundWorld(kind);
		expect(await world.energyLeftWh()).toBe(0);
		await propose(world, { settlement: credit, money: kes(6000) });
		expect(await world.energyLeftWh()).toBe(0);
		expect(await decide(world, ben)).toEqual(ok('approved'));
		expect(await world.buckets()).toEqual({ captured: 10_000, quota: 6000, refund_due: 4000 });
		expect(await world.energyLeftWh()).toBe(500);
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('is settled in parts, and never beyond what is there', async () => {
		const world = await openRefundWorld(kind);
		for (const amountMinor of [0, -1, 0.5, Number.NaN])
			expect(await propose(world, { money: kes(amountMinor) })).toMatchObject({ code: 'REFUND_AMOUNT_INVALID' });
		expect(await propose(world, { money: kes(10_001) })).toEqual(
			refuse('REFUND_EXCEEDS_DUE', { due: 100, currency: 'KES' }),
		);
		await propose(world, { money: kes(7000) });
		await decide(world, ben);
		expect(await propose(world, { money: kes(3001) })).toEqual(
			refuse('REFUND_EXCEEDS_DUE', { due: 30, currency: 'KES' }),
		);
		expect(await propose(world, { money: kes(3000), settlement: credit })).toEqual(ok(2));
		await decide(world, ben, { seq: 2 });
		expect(await propose(world, { money: kes(1), settlement: { ...cash, reference: 'V-9' } })).toMatchObject({
			code: 'REFUND_EXCEEDS_DUE',
		});
		expect(await world.buckets()).toEqual({ captured: 10_000, quota: 3000, refunded: 7000 });
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('knows one currency: another is refused, even where its number would fit', async () => {
		const world = await openRefundWorld(kind);
		expect(await propose(world, { money: { amountMinor: 100, currency: 'UGX' } })).toEqual(
			refuse('REFUND_OTHER_CURRENCY', { currency: 'KES' }),
		);
		await world.store.writer.commit([{ sql: `UPDATE plans SET currency = 'UGX'`, args: [] }]);
		expect(await propose(world, { settlement: credit })).toEqual(refuse('CREDIT_SERVICE_UNKNOWN', { currency: 'KES' }));
		expect(await propose(world)).toEqual(ok(1));
	});

	test('is said no to with a reason, or withdrawn by who proposed it; then another proposal may follow', async () => {
		const world = await openRefundWorld(kind);
		await propose(world);
		expect(await decide(world, ben, { verdict: no })).toEqual(ok('rejected'));
		expect(await decide(world, ben)).toEqual(refuse('REFUND_DECIDED', { outcome: 'rejected' }));
		expect(await propose(world)).toEqual(ok(2));
		expect(await decide(world, ann, { seq: 2, verdict: no })).toEqual(ok('withdrawn'));
		expect(await decide(world, ben, { seq: 2 })).toEqual(refuse('REFUND_DECIDED', { outcome: 'withdrawn' }));
		expect(await rowsOf(world.store, 'SELECT seq, outcome, reason, payout FROM refund_decisions')).toEqual([
			{ seq: 1, outcome: 'rejected', reason: no.reason, payout: null },
			{ seq: 2, outcome: 'withdrawn', reason: no.reason, payout: null },
		]);
		expect(await world.buckets()).toEqual({ captured: 10_000, refund_due: 10_000 });
	});

	test('of several proposals at once one is open, and the others are told', async () => {
		const world = await openRefundWorld(kind);
		const answers = await Promise.all([
			propose(world),
			propose(world, {}, ben),
			propose(world, { settlement: credit }),
		]);
		expect(answers.filter((answer) => answer.ok)).toEqual([ok(1)]);
		expect(answers.filter((answer) => !answer.ok)).toEqual([refuse('REFUND_PROPOSED'), refuse('REFUND_PROPOSED')]);
		expect(await rowsOf(world.store, 'SELECT seq FROM refund_proposals')).toEqual([{ seq: 1 }]);
	});

	test('of several decisions at once one counts, and the money moves once at most', async () => {
		const world = await openRefundWorld(kind);
		await propose(world);
		const carl = { ...ben, id: 'carl' };
		const answers = await Promise.all([
			decide(world, ben),
			decide(world, carl),
			decide(world, ben, { verdict: no }),
			decide(world, ann, { verdict: no }),
		]);
		const counted = answers.filter((answer) => answer.ok);
		expect(counted).toHaveLength(1);
		for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('REFUND_DECIDED');
		const isPaid = counted[0]?.value === 'approved';
		expect(await world.buckets()).toEqual({ captured: 10_000, [isPaid ? 'refunded' : 'refund_due']: 10_000 });
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('a credit that races with other changes of its plan is decided anew upon them', async () => {
		const world = await openRefundWorld(kind);
		await propose(world, { settlement: credit });
		const topUp = (reference: string) => {
			const payment = { service_id: energyService, payment_amount: 120, payment_reference: reference };
			const data = { attendant_station: 'STATION_002', payment_data: { ...payment, payment_method: 'MPESA' } };
			return world.ask('payment_and_service', data, { correlationId: reference });
		};
		const [approved] = await Promise.all([decide(world, ben), ...['T1', 'T2', 'T3'].map(topUp)]);
		expect(approved).toEqual(ok('approved'));
		expect(await world.energyLeftWh()).toBe(3833);
		expect(await brokenInvariants(world.store)).toEqual([]);
	});

	test('a repeat gets the answer of the first, and the same key with another body is refused', async () => {
		const world = await openRefundWorld(kind);
		const proposals = await Promise.all(Array.from({ length: 4 }, () => propose(world, { key: 'once' })));
		expect(proposals).toEqual(Array.from({ length: 4 }, () => ok(1)));
		const approve = () => decide(world, ben, { key: 'yes' });
		expect(await Promise.all([approve(), approve(), approve()])).toEqual([1, 2, 3].map(() => ok('approved')));
		expect(await propose(world, { key: 'once' })).toEqual(ok(1));
		expect(await approve()).toEqual(ok('approved'));
		expect(await propose(world, { key: 'once', money: kes(1) })).toEqual(refuse('IDEMPOTENCY_KEY_REUSED'));
		expect(await decide(world, ben, { key: 'yes', verdict: no })).toEqual(refuse('IDEMPOTENCY_KEY_REUSED'));
		expect(await world.buckets()).toEqual({ captured: 10_000, refunded: 10_000 });
		expect(await auditOf(world)).toHaveLength(2);
	});

	test('one pay-out settles one refund', async () => {
		const world = await openRefundWorld(kind);
		await propose(world, { money: kes(5000) });
		await decide(world, ben);
		expect(await propose(world, { money: kes(5000) })).toEqual(refuse('REFUND_PAYOUT_USED', { reference: 'V-1' }));
		expect(await propose(world, { money: kes(5000), settlement: { ...cash, method: 'MPESA' } })).toEqual(ok(2));
	});

	test('of two approvals that name one pay-out the second is refused and moves nothing', async () => {
		const world = await openRefundWorld(kind);
		const sessionId = await swapToPay(world, 'second');
		const second = await payInSession(world, { sessionId, amount: 100, reference: 'R2' });
		await world.take(sessionId, 'cancel', { input: { reason: 'left' }, key: 'cancel-2' });
		await propose(world);
		await propose(world, { paymentId: second });
		const answers = await Promise.all([decide(world, ben), decide({ ...world, paymentId: second }, ben)]);
		expect(answers.filter((answer) => answer.ok)).toEqual([ok('approved')]);
		expect(answers).toContainEqual(refuse('REFUND_PAYOUT_USED', { reference: 'V-1' }));
		expect(await world.buckets()).toEqual({ captured: 20_000, refund_due: 10_000, refunded: 10_000 });
	});

	test('what an open session was paid too much is refunded, but not credited before that has ended', async () => {
		const world = await openRefundWorld(kind);
		const sessionId = await swapToPay(world, 'second');
		const paymentId = await payInSession(world, { sessionId, amount: 100, reference: 'R2' });
		const entry = `INSERT INTO money_entries (payment_id, key, bucket, amount_minor, currency, session_id, at) VALUES (?, ?, ?, ?, 'KES', ?, 0)`;
		await world.store.writer.commit([
			{ sql: entry, args: [paymentId, 'x/-quota', 'quota', -1200, sessionId] },
			{ sql: entry, args: [paymentId, 'x/+refund_due', 'refund_due', 1200, sessionId] },
		]);
		const money = kes(1200);
		expect(await propose(world, { paymentId, money, settlement: credit })).toEqual(refuse('CREDIT_SESSION_OPEN'));
		expect(await propose(world, { paymentId, money })).toEqual(ok(1));
	});

	test('a credit that buys nothing, or what the plan does not sell, is refused', async () => {
		const world = await openRefundWorld(kind);
		const nothing = { kind: 'credit', serviceId: 'service-battery-fleet' } as const;
		expect(await propose(world, { settlement: nothing })).toMatchObject({ code: 'CREDIT_SERVICE_UNKNOWN' });
		expect(await propose(world, { settlement: credit, money: kes(11) })).toEqual(
			refuse('CREDIT_BUYS_NOTHING', { service: 'Electricity Service' }),
		);
	});

	test('of another station looks as if there were none, also to who repeats an old request', async () => {
		const world = await openRefundWorld(kind);
		const unknown = refuse('PAYMENT_NOT_FOUND');
		expect(await propose(world, {}, other)).toEqual(unknown);
		expect(await propose(world, { paymentId: 'nothing' })).toEqual(unknown);
		await propose(world, { key: 'mine' });
		expect(await decide(world, other)).toEqual(unknown);
		expect(await propose(world, { key: 'mine' }, { ...ann, stations: [] })).toEqual(unknown);
		expect(await decide(world, { ...other, stations: '*' })).toEqual(ok('approved'));
	});
});
