import { describe, expect, test } from 'vitest';
import { decideFromForm, moneyDetailPage, moneyListPage, proposeFromForm } from '#lib/server/actions/manage_money.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import { spentPlan } from '#lib/plan/sample_plan.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { add, notFound, row, somebody, strangers } from './manage_world.ts';
import {
	ann,
	ben,
	energyService,
	openRefundWorld,
	other,
	payInSession,
	swapToPay,
	type RefundWorld,
} from './refunds_world.ts';

const path = '/manage/money';
const admin = somebody('admin', []);

const list = (world: RefundWorld, person: SignedIn, query = '') =>
	moneyListPage(world.event(person, `${path}?${query}`));

const idsOf = ({ rows }: { rows: readonly { paymentId: string }[] }) => rows.map(({ paymentId }) => paymentId);

/** A payment in any currency and at any station, all of it to be given back since an instant. */
const duePayment = (
	id: string,
	change: { currency?: string; station?: string | null; at?: number; late?: boolean } = {},
) => {
	const { currency = 'KES', station = 'STATION_002', at = 0, late = false } = change;
	const entry = { payment_id: id, amount_minor: 500, currency, at };
	const key = `${id}${late ? '/late' : '/payment'}`;
	return [
		row('payments', {
			...{ id, key, method: 'MPESA', reference: id, payment_type: 'TOP_UP', plan_id: spentPlan.planId },
			...{ amount_minor: 500, currency, verification: 'provider', station_id: station, actor_id: 'mobile_money', at },
		}),
		row('money_entries', { ...entry, key: `${key}/captured`, bucket: 'captured' }),
		row('money_entries', { ...entry, key: `${key}/refund_due`, bucket: 'refund_due' }),
	];
};

const refundForm = { amount: '60', currency: 'KES', method: 'CASH', reference: 'v 1' };

async function post(world: RefundWorld, person: SignedIn, form: Readonly<Record<string, string>>) {
	const event = world.event(person, `${path}/x`, form);
	return proposeFromForm(event, { id: world.paymentId, form: 'service' in form ? 'credit' : 'refund' });
}

async function decide(world: RefundWorld, person: SignedIn, form: Readonly<Record<string, string>>) {
	const event = world.event(person, `${path}/x`, form);
	return decideFromForm(event, { id: world.paymentId, form: 'reason' in form ? 'reject' : 'approve' });
}

const confirmed = { confirmed: 'yes' };
const leadsTo = (did: string) => ({ status: 303, location: `${path}/x?did=${did}` });

describe.each(databases)('the list of money to settle on a %s', (kind) => {
	test('tells whose money it is, where it is and why, without a whole phone number', async () => {
		const world = await openRefundWorld(kind);
		const { rows, totals } = await list(world, ann);
		expect(rows).toEqual([
			{
				paymentId: world.paymentId,
				sinceAt: world.now(),
				method: 'MPESA',
				reference: 'R1',
				planId: spentPlan.planId,
				planName: spentPlan.name,
				customerName: 'Jane Smith',
				phone: '•••• 678',
				sessionStatus: 'cancelled',
				sessionId: world.sessionId,
				station: { id: 'STATION_002', name: 'Station 2', timeZone: 'Africa/Nairobi' },
				paid: { amountMinor: 10_000, currency: 'KES' },
				due: { amountMinor: 10_000, currency: 'KES' },
				inQuota: { amountMinor: 0, currency: 'KES' },
				reasons: ['session_cancelled'],
				proposal: null,
			},
		]);
		expect(totals.due).toEqual({ count: 1, amounts: [{ amountMinor: 10_000, currency: 'KES' }] });
		const read = await rowsOf(world.store, `SELECT actor_id, action FROM audit WHERE action LIKE 'payment.%'`);
		expect(read).toEqual([{ actor_id: 'ann', action: 'payment.list' }]);
	});

	test('adds up each currency by itself, of the stations that the reader looks after', async () => {
		const world = await openRefundWorld(kind);
		await add(world.store, [
			...duePayment('ugx', { currency: 'UGX', late: true }),
			...duePayment('elsewhere', { station: 'STATION_001' }),
			...duePayment('nowhere', { station: null }),
		]);
		const kes = (amountMinor: number) => ({ amountMinor, currency: 'KES' });
		const ugx = { amountMinor: 500, currency: 'UGX' };
		const ofAnn = await list(world, ann);
		expect(idsOf(ofAnn)).toEqual(['ugx', world.paymentId]);
		expect(ofAnn.rows[0]?.reasons).toEqual(['arrived_late']);
		expect(ofAnn.totals.due).toEqual({ count: 2, amounts: [kes(10_000), ugx] });
		expect(idsOf(await list(world, other))).toEqual(['elsewhere']);
		const ofAll = await list(world, admin);
		expect(idsOf(ofAll)).toEqual(['elsewhere', 'nowhere', 'ugx', world.paymentId]);
		expect(ofAll.totals.due).toEqual({ count: 4, amounts: [kes(11_000), ugx] });
		expect(idsOf(await list(world, admin, 'station=STATION_001'))).toEqual(['elsewhere']);
		const wrong = await list(world, ann, 'station=STATION_001');
		expect(wrong).toMatchObject({ rows: [], stationError: expect.stringContaining('STATION_001') as unknown });
		expect(wrong.totals.due.count).toBe(0);
	});

	test('parts what is open from what waits for the reader and from what the reader proposed', async () => {
		const world = await openRefundWorld(kind);
		await expect(post(world, ann, { ...refundForm, ...confirmed })).rejects.toMatchObject(leadsTo('proposed'));
		const counts = async (person: SignedIn) => {
			const { totals } = await list(world, person);
			return Object.fromEntries(Object.entries(totals).map(([state, { count }]) => [state, count]));
		};
		expect(await counts(ann)).toEqual({ due: 0, approve: 0, proposed: 1, quota: 0 });
		expect(await counts(ben)).toEqual({ due: 0, approve: 1, proposed: 0, quota: 0 });
		const { rows, totals } = await list(world, ben, 'show=approve');
		expect(totals.approve.amounts).toEqual([{ amountMinor: 6000, currency: 'KES' }]);
		expect(rows[0]?.proposal).toMatchObject({ kind: 'refund', by: 'Ann', isOwn: false });
		await expect(decide(world, ben, { proposal: '1', ...confirmed })).rejects.toMatchObject(leadsTo('approved'));
		expect(await counts(ben)).toEqual({ due: 1, approve: 0, proposed: 0, quota: 0 });
		expect((await list(world, ben)).rows[0]?.due).toEqual({ amountMinor: 4000, currency: 'KES' });
	});

	test('shows what counts as quota of a session that is open, but not what two people credited', async () => {
		const world = await openRefundWorld(kind);
		const sessionId = await swapToPay(world, 'second');
		const held = await payInSession(world, { sessionId, amount: 100, reference: 'R2' });
		const { rows, totals } = await list(world, ann, 'show=quota');
		expect(rows).toMatchObject([{ paymentId: held, sessionStatus: 'active', inQuota: { amountMinor: 10_000 } }]);
		expect(totals.quota.amounts).toEqual([{ amountMinor: 10_000, currency: 'KES' }]);
		await world.take(sessionId, 'cancel', { input: { reason: 'left' }, key: 'cancel-2' });
		expect(idsOf(await list(world, ann)).sort()).toEqual([held, world.paymentId].sort());
		const credit = { amount: '100', currency: 'KES', service: energyService, ...confirmed };
		await expect(post(world, ann, credit)).rejects.toMatchObject(leadsTo('proposed'));
		await expect(decide(world, ben, { proposal: '1', ...confirmed })).rejects.toMatchObject(leadsTo('approved'));
		expect(idsOf(await list(world, ann, 'show=quota'))).toEqual([]);
	});

	test('is paged by key: what is settled meanwhile moves no page', async () => {
		const world = await openRefundWorld(kind);
		const ids = Array.from({ length: 60 }, (_, i) => `due-${String(i).padStart(2, '0')}`);
		await add(
			world.store,
			ids.flatMap((id) => duePayment(id)),
		);
		const first = await list(world, ann);
		await add(world.store, [
			{ sql: `UPDATE money_entries SET bucket = 'refunded' WHERE key IN ('due-00/payment/refund_due')`, args: [] },
		]);
		const second = await list(world, ann, `after=${first.next}`);
		expect([...idsOf(first), ...idsOf(second)]).toEqual([...ids, world.paymentId]);
		const back = await list(world, ann, `before=${second.previous}`);
		expect(idsOf(back)).toEqual(idsOf(first).filter((id) => id !== 'due-00'));
	});
});

describe.each(databases)('a payment on a %s', (kind) => {
	test('tells what happened to its money, first to last', async () => {
		const world = await openRefundWorld(kind);
		await expect(post(world, ann, { ...refundForm, ...confirmed })).rejects.toMatchObject(leadsTo('proposed'));
		const no = { proposal: '1', reason: 'Wrong amount', ...confirmed };
		await expect(decide(world, ben, no)).rejects.toMatchObject(leadsTo('rejected'));
		await expect(post(world, ann, { ...refundForm, ...confirmed })).rejects.toMatchObject(leadsTo('proposed'));
		await expect(decide(world, ben, { proposal: '2', ...confirmed })).rejects.toMatchObject(leadsTo('approved'));
		const detail = await moneyDetailPage(world.event(ben, path), world.paymentId);
		expect(detail.history.map(({ type }) => type)).toEqual([
			...['captured', 'moved', 'proposed', 'rejected', 'proposed', 'approved'],
		]);
		expect(detail.history[1]).toMatchObject({ from: 'quota', to: 'refund_due', reason: 'session_cancelled' });
		expect(detail.history[3]).toMatchObject({ by: 'Ben', reason: 'Wrong amount' });
		expect(detail).toMatchObject({
			phone: '•••• 678',
			due: { amountMinor: 4000, currency: 'KES' },
			open: null,
			services: [{ id: energyService, unitPriceMinor: 12_000 }],
		});
		expect(detail.uses).toEqual([
			{ bucket: 'refund_due', money: { amountMinor: 4000, currency: 'KES' } },
			{ bucket: 'refunded', money: { amountMinor: 6000, currency: 'KES' } },
		]);
	});

	test('asks before it takes a proposal, and says which field is wrong', async () => {
		const world = await openRefundWorld(kind);
		const asked = await post(world, ann, refundForm);
		expect(asked).toMatchObject({ form: 'refund', asked: true, values: { amount: '60', reference: 'v 1' } });
		expect(await post(world, ann, { ...refundForm, ...confirmed, change: 'yes' })).toMatchObject({ asked: false });
		for (const [field, value] of Object.entries({ amount: '1,200', method: 'GOLD', reference: ' ' }))
			expect(await post(world, ann, { ...refundForm, ...confirmed, [field]: value })).toMatchObject({
				status: 422,
				data: { asked: false, errors: { [field]: expect.any(String) as unknown } },
			});
		expect(await post(world, ann, { ...refundForm, amount: '100.01' })).toMatchObject({
			status: 422,
			data: { errors: { amount: 'Of this payment only 100 KES is left to be settled' } },
		});
		expect(await rowsOf(world.store, 'SELECT * FROM refund_proposals')).toEqual([]);
	});

	test('takes a form once, however often it is sent', async () => {
		const world = await openRefundWorld(kind);
		const form = { ...refundForm, ...confirmed, key: 'form-1' };
		for (let times = 0; times < 3; times++)
			await expect(post(world, ann, form)).rejects.toMatchObject(leadsTo('proposed'));
		expect(await rowsOf(world.store, 'SELECT amount_minor, method, reference FROM refund_proposals')).toEqual([
			{ amount_minor: 6000, method: 'CASH', reference: 'V1' },
		]);
		expect(await decide(world, ann, { proposal: '1', ...confirmed })).toMatchObject({
			status: 403,
			data: { refusal: 'You proposed this; another person has to approve it' },
		});
		expect(await decide(world, ben, { proposal: 'first', ...confirmed })).toMatchObject({ status: 422 });
		expect(await decide(world, ben, { proposal: '2' })).toMatchObject({ status: 409 });
		const own = { proposal: '1', reason: 'Mistyped', ...confirmed };
		await expect(decide(world, ann, own)).rejects.toMatchObject(leadsTo('withdrawn'));
	});
});

test('to whoever manages no station, or not this one, there is no such page', async () => {
	const world = await openRefundWorld('libSQL file');
	for (const person of strangers) {
		await expect(list(world, person)).rejects.toMatchObject(notFound);
		await expect(post(world, person, refundForm)).rejects.toMatchObject(notFound);
	}
	for (const person of [...strangers, other]) {
		await expect(moneyDetailPage(world.event(person, path), world.paymentId)).rejects.toMatchObject(notFound);
		await expect(post(world, person, { ...refundForm, ...confirmed })).rejects.toMatchObject(notFound);
		await expect(decide(world, person, { proposal: '1' })).rejects.toMatchObject(notFound);
	}
	await expect(moneyDetailPage(world.event(ann, path), 'nothing')).rejects.toMatchObject(notFound);
});
