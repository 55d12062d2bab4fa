import { describe, expect, test } from 'vitest';
import type { App } from '#lib/server/app.ts';
import { findPerson } from '#lib/server/auth/callers.ts';
import { agentRouter } from '#lib/server/rpc/agent.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { people, type PersonId } from './attack_world.ts';
import { brokerKinds, closing, connect } from './broker_harness.ts';
import { useAttackWorld } from './use_attack_world.ts';

const mayHaveOne: readonly PersonId[] = [
	'attendant-789',
	'attendant-790',
	'attendant-001',
	'salesperson-1',
	'manager-1',
];

describe.each(brokerKinds)('the credential of a tab, over %s', (kind) => {
	const { world, keep, openTab, harmless } = useAttackWorld(kind);

	/** What the router answers to a person, or to nobody. */
	async function ask(id: PersonId | null) {
		const { tabs, engine, store } = world();
		const person = id && (await findPerson(store.db, id));
		const app = { tabs, engine } as unknown as App;
		return agentRouter.createCaller({ app, person, address: '192.0.2.7', requestId: 'req-1' }).credential();
	}

	test.each(mayHaveOne)('is given to %s, who is in a shift', async (id) => {
		expect(await ask(id)).toMatchObject({ url: world().broker.wsUrl });
	});

	test.each((Object.keys(people) as PersonId[]).filter((id) => !mayHaveOne.includes(id)))(
		'is not given to %s, and the attempt is on record',
		async (id) => {
			const credentials = () => rowsOf(world().store, `SELECT * FROM broker_credentials WHERE user_id = '${id}'`);
			const { audit } = await harmless(async () => {
				await expect(ask(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
			});
			expect(await credentials()).toEqual([]);
			expect(audit).toMatchObject([{ action: 'procedure.refused', actor_id: id, origin: '192.0.2.7' }]);
		},
	);

	test('is not given to somebody who is not signed in, or not in a shift', async () => {
		await expect(ask(null)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
		const end = (at: number | null) => ({
			sql: "UPDATE shifts SET ended_at = ? WHERE user_id = 'manager-1'",
			args: [at],
		});
		await world().store.writer.commit([end(1)]);
		await expect(ask('manager-1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
		await world().store.writer.commit([end(null)]);
	});

	test('ends with its time: the tab is disconnected and stays outside', async () => {
		const { client, credential } = await openTab('attendant-789');
		const gone = closing(client);
		world().pass(credential.expiresAt - world().now());
		await world().tabs.sweep();
		await gone;
		const { username, password, clientId } = credential;
		await expect(connect(world().broker.wsUrl, { username, password, clientId }).then(keep)).rejects.toThrow();
	});
});
