import { describe, expect, test } from 'vitest';
import { createActorTokens } from '#lib/server/gateways/mqtt/actor_tokens.ts';
import { mpesa, service, station } from '../fixtures/swap_requests.ts';
import type { AttackWorld, PersonId } from './attack_world.ts';
import { brokerKinds } from './broker_harness.ts';
import { topUp, useAttackWorld, type Sent, type Tab } from './use_attack_world.ts';

const attacker: PersonId = 'attendant-789';

const renewal = { ...mpesa(120, 'RENEWAL-1'), payment_type: 'RENEWAL' };

/** What the agent can be sent by somebody who has a credential, and what becomes of it. */
interface Attack {
	readonly name: string;
	readonly as?: PersonId;
	readonly sent: (world: AttackWorld, tab: Tab) => Sent | Promise<Sent>;
	readonly reason: string;
	/** What the attacker is told; null for nothing, where it is not proven whom an answer would reach. */
	readonly told: string | null;
}

const stranger = createActorTokens({ seed: new Uint8Array(32).fill(9) });

const claimsOf = (world: AttackWorld, tab: Tab) => ({
	sub: tab.actor.id,
	role: tab.actor.type,
	station: 'STATION_002',
	client_id: tab.credential.clientId,
	exp: Math.floor(world.now() / 1000) + 600,
});

/** The token with other claims under its own signature. */
function altered(token: string, change: Record<string, unknown>): string {
	const [payload = '', signature] = token.split('.');
	const claims = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), ...change };
	return `${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
}

const attacks: readonly Attack[] = [
	{
		name: 'another attendant in `actor`',
		sent: () => ({ actor: { type: 'attendant', id: 'attendant-790' } }),
		reason: 'ACTOR_MISMATCH',
		told: 'SECURITY_ALERT',
	},
	{
		name: 'a higher role in `actor`',
		sent: () => ({ actor: { type: 'manager', id: attacker } }),
		reason: 'ACTOR_MISMATCH',
		told: 'SECURITY_ALERT',
	},
	{
		name: 'no actor at all',
		sent: () => ({ actor: null }),
		reason: 'ACTOR_MISMATCH',
		told: 'SECURITY_ALERT',
	},
	{
		name: 'the token of another tab',
		sent: async (world) => ({
			token: (await world.mint('attendant-790')).actorToken,
			actor: { type: 'attendant', id: 'attendant-790' },
		}),
		reason: 'CLIENT_MISMATCH',
		told: null,
	},
	{
		name: 'a token signed with another key',
		sent: (world, tab) => ({ token: stranger.sign(claimsOf(world, tab)) }),
		reason: 'TOKEN_INVALID',
		told: null,
	},
	{
		name: 'altered claims',
		sent: (_, tab) => ({
			token: altered(tab.credential.actorToken, { sub: 'attendant-790' }),
			actor: { type: 'attendant', id: 'attendant-790' },
		}),
		reason: 'TOKEN_INVALID',
		told: null,
	},
	{
		name: 'a later expiry',
		sent: (_, tab) => ({ token: altered(tab.credential.actorToken, { exp: 9_999_999_999 }) }),
		reason: 'TOKEN_INVALID',
		told: null,
	},
	{
		name: 'claims without a signature',
		sent: (_, tab) => ({ token: `${tab.credential.actorToken.split('.')[0]}.` }),
		reason: 'TOKEN_INVALID',
		told: null,
	},
	{ name: 'no token', sent: () => ({ token: null }), reason: 'TOKEN_MISSING', told: null },
	{
		name: 'two tokens',
		sent: (_, tab) => ({ token: [tab.credential.actorToken, tab.credential.actorToken] }),
		reason: 'TOKEN_MISSING',
		told: null,
	},
	{
		name: 'a token whose time is over',
		sent: (world, tab) => ({
			token: world.tokens.sign({ ...claimsOf(world, tab), exp: Math.floor(world.now() / 1000) }),
		}),
		reason: 'TOKEN_EXPIRED',
		told: 'TOKEN_EXPIRED',
	},
	{
		name: 'another station',
		sent: () => ({ data: { ...topUp, attendant_station: 'STATION_001' } }),
		reason: 'STATION_MISMATCH',
		told: 'SECURITY_ALERT',
	},
	{
		name: 'another station where the operation reads none',
		sent: () => ({ operation: 'validate_quota', data: { attendant_station: 'STATION_001' } }),
		reason: 'STATION_MISMATCH',
		told: 'SECURITY_ALERT',
	},
	{
		name: 'another station in a part of the data',
		sent: () => ({ data: { ...topUp, payment_data: { ...topUp.payment_data, attendant_station: 'STATION_001' } } }),
		reason: 'STATION_MISMATCH',
		told: 'SECURITY_ALERT',
	},
	...(['rider-1', 'mechanic-1', 'salesperson-1', 'admin-1'] as const).map((as) => ({
		name: `the credential of ${as}`,
		as,
		sent: () => ({}),
		reason: 'NOT_ALLOWED',
		told: 'NOT_ALLOWED',
	})),
];

describe.each(brokerKinds)('who one is not, over %s', (kind) => {
	const { world, openTab, send, harmless } = useAttackWorld(kind);

	test.each(attacks)('$name is refused, recorded and harmless', async ({ as = attacker, sent, reason, told }) => {
		const tab = await openTab(as);
		const { audit, letters } = await harmless(async () => {
			const reply = await send(tab, await sent(world(), tab));
			if (told === null) expect(reply).toBeNull();
			else expect(reply?.data).toMatchObject({ success: false, signals: expect.arrayContaining([told]) as string[] });
		});
		expect(letters).toEqual([]);
		expect(audit.map(({ detail_json: detail }) => JSON.parse(String(detail)) as unknown)).toEqual([
			expect.toSatisfy((detail: Record<string, unknown>) => [detail['reason'], detail['code']].includes(reason)),
		]);
	});

	test.each([
		{ since: 'the shift ended', sql: 'UPDATE shifts SET ended_at = 1 WHERE user_id = ?', reason: 'SHIFT_CHANGED' },
		{
			since: 'the shift moved',
			sql: "UPDATE shifts SET station_id = 'STATION_001' WHERE user_id = ?",
			reason: 'SHIFT_CHANGED',
		},
		{ since: 'the role changed', sql: "UPDATE users SET role = 'manager' WHERE id = ?", reason: 'ROLE_CHANGED' },
		{
			since: 'the account was disabled',
			sql: 'UPDATE users SET disabled_at = 1 WHERE id = ?',
			reason: 'ACCOUNT_DISABLED',
		},
		{
			since: 'the person signed out',
			sql: 'UPDATE broker_credentials SET revoked_at = 1 WHERE user_id = ?',
			reason: 'TAB_SIGNED_OUT',
		},
	])('a token from before $since is refused and recorded', async ({ sql, reason }) => {
		const told = reason === 'SHIFT_CHANGED' ? reason : 'SECURITY_ALERT';
		const tab = await openTab(attacker);
		expect(await send(tab, { operation: 'validate_quota', data: {} })).toMatchObject({ data: { success: true } });
		await world().store.writer.commit([{ sql, args: [attacker] }]);
		const { audit } = await harmless(async () => {
			expect(await send(tab)).toMatchObject({
				data: { success: false, signals: expect.arrayContaining([told]) as string[] },
			});
		});
		await world().store.writer.commit([
			{ sql: "UPDATE users SET role = 'attendant', disabled_at = NULL WHERE id = ?", args: [attacker] },
			{ sql: "UPDATE shifts SET ended_at = NULL, station_id = 'STATION_002' WHERE user_id = ?", args: [attacker] },
		]);
		expect(audit).toMatchObject([{ action: 'agent.refused', actor_id: attacker, origin: tab.credential.clientId }]);
		expect(audit[0]?.['detail_json']).toContain(reason);
	});

	test.each<[string, Sent, string]>([
		['a swap without a session', { data: { ...station, service_data: service } }, 'SESSION_REQUIRED'],
		['a renewal', { data: { ...topUp, payment_data: renewal } }, 'PAYMENT_TYPE_NOT_ALLOWED'],
		['a payment that was collected', { operation: 'collect_payment', data: { payment_amount: 1 } }, 'SESSION_REQUIRED'],
		['a payment request', { operation: 'payment_request', data: { payment_amount: 1 } }, 'SESSION_REQUIRED'],
		['a check-in', { operation: 'equipment_checkin', data: { equipment_id: 'B0723025100042' } }, 'SESSION_REQUIRED'],
		[
			'a check-out',
			{ operation: 'equipment_checkout', data: { replacement_equipment_id: 'B0723025100049' } },
			'SESSION_REQUIRED',
		],
		['Phase 0', { operation: 'pre_service_setup', data: {} }, 'SESSION_REQUIRED'],
		[
			'usage',
			{
				operation: 'usage_report',
				data: { usage_type: 'swap', service_completion_details: { new_battery_id: 'B0723025100049' } },
			},
			'SESSION_REQUIRED',
		],
	])('%s comes from trusted accounts alone', async (_, sent, reason) => {
		const tab = await openTab(attacker);
		const { audit } = await harmless(async () => {
			expect(await send(tab, sent)).toMatchObject({ data: { success: false, metadata: { reason } } });
		});
		expect(audit).toMatchObject([{ action: 'operation.refused', actor_id: attacker, origin: tab.credential.clientId }]);
		expect(audit[0]?.['detail_json']).toContain(reason);
	});

	test('the audit log blames whom the token was issued to, never whom the payload names', async () => {
		const tab = await openTab(attacker);
		const { audit } = await harmless(async () => {
			await send(tab, { actor: { type: 'attendant', id: 'attendant-790' } });
			await send(tab, { actor: { type: 'attendant', id: 'attendant-790' }, token: null });
		});
		expect(audit.map(({ actor_id: actor, origin }) => [actor, origin])).toEqual([
			[attacker, tab.credential.clientId],
			['unknown', 'unknown'],
		]);
		for (const { detail_json: detail } of audit) expect(detail).toContain('attendant-790');
	});

	test('what is refused here is what an honest tab gets through', async () => {
		const before = await world().digest();
		expect(await send(await openTab(attacker))).toMatchObject({ data: { success: true } });
		expect(await world().digest()).not.toBe(before);
	});
});
