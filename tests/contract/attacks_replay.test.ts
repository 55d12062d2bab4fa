import { describe, expect, test } from 'vitest';
import { scanned } from '#lib/kinds/swap/swap_scenes.ts';
import { testAttendant } from '#lib/session/given.ts';
import { mpesa, service } from '../fixtures/swap_requests.ts';
import { brokerKinds } from './broker_harness.ts';
import { topUp, useAttackWorld, type Sent } from './use_attack_world.ts';

let lastId = 0;

/** A payment of its own, that was made under a correlation id. */
const paid = () => {
	lastId++;
	return { correlationId: `paid-${lastId}`, data: { ...topUp, payment_data: mpesa(120, `PAID-${lastId}`) } };
};

describe.each(brokerKinds)('requests of others, over %s', (kind) => {
	const { world, openTab, send, harmless } = useAttackWorld(kind);

	test('who repeats another person’s correlation id learns nothing and changes nothing', async () => {
		const [owner, attacker] = [await openTab('attendant-789'), await openTab('attendant-790')];
		const request = paid();
		const answer = await send(owner, request);
		expect(JSON.stringify(answer)).toContain('quota_before');
		const { audit } = await harmless(async () => {
			for (const data of [request.data, { ...request.data, payment_data: mpesa(240, 'OTHER') }]) {
				const reply = await send(attacker, { ...request, data });
				expect(reply?.data).toMatchObject({ success: false });
				expect(reply?.data.signals).toContain('IDEMPOTENCY_KEY_REUSED');
				expect(JSON.stringify(reply)).not.toContain('quota_before');
			}
		});
		expect(audit).toMatchObject([{ actor_id: 'attendant-790' }, { actor_id: 'attendant-790' }]);
	});

	test('the owner gets the stored answer again, and nothing is credited twice', async () => {
		const owner = await openTab('attendant-789');
		const request = paid();
		const first = await send(owner, request);
		const { audit } = await harmless(async () => {
			expect((await send(owner, request))?.data.metadata).toEqual(first?.data.metadata);
		});
		expect(audit).toEqual([]);
	});

	test('a correlation id with another body is refused and recorded', async () => {
		const owner = await openTab('attendant-789');
		const request = paid();
		await send(owner, request);
		const { audit } = await harmless(async () => {
			const other = { ...request.data, payment_data: mpesa(1200, 'MORE') };
			const reply = await send(owner, { ...request, data: other });
			expect(reply?.data.signals).toContain('IDEMPOTENCY_KEY_REUSED');
		});
		expect(audit).toMatchObject([{ action: 'operation.refused', actor_id: 'attendant-789' }]);
	});

	test('a receipt that was used is refused under any other id', async () => {
		const [owner, attacker] = [await openTab('attendant-789'), await openTab('attendant-790')];
		const request = paid();
		await send(owner, request);
		await harmless(async () => {
			for (const reference of [request.data.payment_data.payment_reference, ` paid-${lastId} `]) {
				const data = { ...topUp, payment_data: mpesa(120, reference) };
				expect((await send(attacker, { data }))?.data.signals).toContain('PAYMENT_REFERENCE_USED');
			}
		});
	});

	test('a session of another station looks like none, is not touched, and whoever tried is on record', async () => {
		const session = await world().begin(`begin-${++lastId}`, testAttendant);
		const attacker = await openTab('attendant-001');
		const attempts: Sent[] = [
			{ operation: 'identify_customer', data: { qr_code_data: scanned.code } },
			{ data: { service_data: service } },
		];
		const { audit } = await harmless(async () => {
			for (const sent of attempts) {
				const within = (id: string) => send(attacker, { ...sent, data: { ...sent.data, session_id: id } });
				const theirs = await within(session.id);
				expect(theirs?.data.signals).toContain('SESSION_NOT_FOUND');
				expect(theirs?.data.metadata).toEqual((await within('att-sess-none'))?.data.metadata);
			}
		});
		expect(audit).toHaveLength(4);
		for (const row of audit) expect(row).toMatchObject({ actor_id: 'attendant-001', station_id: 'STATION_001' });
		await world().take(session.id, 'cancel', { input: { reason: 'left' }, key: `cancel-${session.id}` });
	});

	test('a session of one’s own station is open to its colleagues', async () => {
		const session = await world().begin(`begin-${++lastId}`, testAttendant);
		const colleague = await openTab('attendant-790');
		const data = { qr_code_data: scanned.code, session_id: session.id };
		expect(await send(colleague, { operation: 'identify_customer', data })).toMatchObject({ data: { success: true } });
		await world().take(session.id, 'cancel', { input: { reason: 'left' }, key: `cancel-${session.id}` });
	});
});
