import { describe, expect, test } from 'vitest';
import { samplePlan } from '#lib/plan/sample_plan.ts';
import { makeRequest } from '#lib/protocol/envelope.ts';
import { callerOf, findPerson } from '#lib/server/auth/callers.ts';
import { recordLimit } from '#lib/server/engine/record_gate.ts';
import { answerRequest } from '#lib/server/operations/answer_request.ts';
import { personRate } from '#lib/server/operations/rate_limit.ts';
import { trustedCaller } from '#lib/server/operations/trusted_caller.ts';
import type { Caller } from '#lib/server/ports.ts';
import { brokerKinds, publishCode } from './broker_harness.ts';
import { messageOf, useAttackWorld, type Sent, type Tab } from './use_attack_world.ts';

const quota = { operation: 'validate_quota', data: {} } as const;

describe.each(brokerKinds)('a flood, over %s', (kind) => {
	const { world, openTab, send, harmless, service } = useAttackWorld(kind);

	/** Sends without waiting, until the agent is done with all of it. */
	async function flood(tab: Tab, sent: Sent, count: number): Promise<void> {
		const done = world().handled.length + count;
		tab.client.setMaxListeners(count + 10);
		await Promise.all(Array.from({ length: count }, () => publishCode(tab.client, messageOf(world(), tab, sent))));
		while (world().handled.length < done) await world().nextHandled();
	}

	test('of honest form is answered up to the limit, refused beyond it, and recorded once', async () => {
		const tab = await openTab('attendant-789');
		const excess = 40;
		const since = world().handled.length;
		const { audit } = await harmless(() => flood(tab, quota, personRate.burst + excess));
		const replies = world()
			.handled.slice(since, since + personRate.burst + excess)
			.map(
				({ answers }) => JSON.parse(answers[0]?.payload ?? '{}') as { data: { signals: string[]; metadata: object } },
			);
		const refused = replies.filter(({ data }) => data.signals.includes('RATE_LIMIT_EXCEEDED'));
		expect(refused).toHaveLength(excess);
		expect(refused[0]?.data.metadata).toMatchObject({
			reason: 'RATE_LIMITED',
			retry_after_ms: 1000 / personRate.perSecond,
			recovery_action: 'WAIT',
		});
		expect(audit).toMatchObject([{ action: 'requests.limited', actor_id: 'attendant-789', station_id: 'STATION_002' }]);
		world().pass(1000 / personRate.perSecond);
		expect(await send(tab, quota)).toMatchObject({ data: { success: true } });
	});

	test('is of a person, not of a tab: two tabs go no faster than one', async () => {
		const tabs = [await openTab('attendant-789'), await openTab('attendant-789')];
		const since = world().handled.length;
		await harmless(async () => {
			for (const tab of tabs) await flood(tab, quota, personRate.burst);
		});
		const refused = world()
			.handled.slice(since)
			.filter(({ answers }) => answers[0]?.payload.includes('RATE_LIMIT_EXCEEDED'));
		expect(refused).toHaveLength(personRate.burst);
	});

	test.each([
		['garbage under a good token', { payload: '{' }, 'letters'],
		['garbage without a token', { payload: '{', token: null }, 'letters'],
		['requests without a token', { token: null }, 'audit'],
		['requests in another’s name', { actor: { type: 'attendant', id: 'attendant-790' } }, 'audit'],
	] as const)('of %s fills neither dead letters nor the audit log', async (_, sent, where) => {
		const tab = await openTab('attendant-789');
		const left = await harmless(() => flood(tab, sent, 3 * recordLimit.records));
		const limited = left.audit.filter(({ action }) => action === 'records.limited');
		const recorded = where === 'letters' ? left.letters : left.audit.filter((row) => !limited.includes(row));
		expect(recorded).toHaveLength(recordLimit.records);
		expect(limited).toHaveLength(1);
		world().pass(recordLimit.windowMs);
		const later = await harmless(() => flood(tab, sent, 1));
		expect(later[where]).toHaveLength(1);
	});

	test('of one tab without a token does not silence the records of another', async () => {
		const [noisy, forger] = [await openTab('attendant-789'), await openTab('attendant-001')];
		const { audit } = await harmless(async () => {
			await flood(noisy, { token: null }, 2 * recordLimit.records);
			await send(forger, { actor: { type: 'attendant', id: 'attendant-790' } });
		});
		expect(audit.at(-1)).toMatchObject({ action: 'agent.refused', actor_id: 'attendant-001' });
	});

	test('of a trusted account is answered whole', async () => {
		const trusted = await service();
		const count = 2 * personRate.burst;
		trusted.setMaxListeners(count + 10);
		const since = world().handled.length;
		const request = (i: number) =>
			makeRequest({
				...quota,
				planId: samplePlan.planId,
				correlationId: `device-${i}`,
				actor: { type: 'attendant', id: 'device-002' },
				at: world().now(),
			});
		const topic = `call/uxi/attendant/plan/${samplePlan.planId}/validate_quota`;
		await harmless(async () => {
			const sent = Array.from({ length: count }, (_, i) =>
				publishCode(trusted, { topic, payload: JSON.stringify(request(i)) }),
			);
			await Promise.all(sent);
			while (world().handled.length < since + count) await world().nextHandled();
		});
		const answers = world()
			.handled.slice(since)
			.flatMap((one) => one.answers);
		expect(answers.filter(({ payload }) => payload.includes('RATE_LIMIT_EXCEEDED'))).toEqual([]);
	});
});

describe('the way in over HTTPS', () => {
	const { world, harmless } = useAttackWorld('embedded');

	const ask = (caller: Caller, request: object) =>
		answerRequest(world().engine, { operation: 'validate_quota', request, caller });

	const requestOf = (id: string) =>
		makeRequest({
			...quota,
			planId: samplePlan.planId,
			correlationId: 'https-1',
			actor: { type: 'attendant', id },
			at: world().now(),
		});

	async function attendant(): Promise<Caller> {
		const person = await findPerson(world().store.db, 'attendant-789');
		if (!person) throw new TypeError('There is no attendant-789');
		return callerOf(person, '192.0.2.7');
	}

	test('has the same limit a person, and records it once', async () => {
		const caller = await attendant();
		const { audit } = await harmless(async () => {
			for (let i = 0; i < personRate.burst; i++)
				expect(await ask(caller, requestOf('attendant-789'))).toMatchObject({ value: { data: { success: true } } });
			for (let i = 0; i < 5; i++)
				expect(await ask(caller, requestOf('attendant-789'))).toMatchObject({
					ok: true,
					value: { data: { success: false, signals: ['RATE_LIMIT_EXCEEDED'], metadata: { reason: 'RATE_LIMITED' } } },
				});
		});
		expect(audit).toMatchObject([{ action: 'requests.limited', origin: '192.0.2.7' }]);
	});

	test('lets trusted callers go as fast as they like', async () => {
		const device = trustedCaller({ actorId: 'device-002', stationId: 'STATION_002', origin: 'test' });
		for (let i = 0; i < 2 * personRate.burst; i++)
			expect(await ask(device, requestOf('device-002'))).toMatchObject({ value: { data: { success: true } } });
	});

	test('refuses and records a payload that names another person, or another station', async () => {
		const caller = await attendant();
		const { audit } = await harmless(async () => {
			for (const request of [
				requestOf('attendant-790'),
				{ ...requestOf('attendant-789'), data: { action: 'VALIDATE_SERVICE_QUOTA', attendant_station: 'STATION_001' } },
			])
				expect(await ask(caller, request)).toMatchObject({ value: { data: { signals: ['SECURITY_ALERT'] } } });
		});
		expect(audit).toMatchObject([
			{ action: 'operation.refused', actor_id: 'attendant-789', origin: '192.0.2.7' },
			{ action: 'operation.refused', actor_id: 'attendant-789', origin: '192.0.2.7' },
		]);
	});
});
