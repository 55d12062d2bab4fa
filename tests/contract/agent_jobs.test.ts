import { describe, expect, test, vi } from 'vitest';
import type { AgentParts } from '#lib/server/agent/agent_parts.ts';
import { startJobs } from '#lib/server/agent/jobs.ts';
import { createActorTokens } from '#lib/server/gateways/mqtt/actor_tokens.ts';
import { testAttendant } from '#lib/session/given.ts';
import { callerOf } from '../fixtures/core_world.ts';
import { makeDatabase } from '../fixtures/test_store.ts';
import { createFakeErp, openOperationsWorld } from './operations_world.ts';

describe('the jobs of an agent', () => {
	test('given a broker that is away, then the ERP hears of payments all the same, and nothing is published', async () => {
		const erp = createFakeErp();
		const world = await openOperationsWorld(await (await makeDatabase('libSQL file')).open(), { erp });
		await world.device('collect_payment', { payment_amount: 10, payment_reference: 'R-1' });
		await world.device('activity_report', { activity_type: 'SHIFT' }, { caller: callerOf(testAttendant) });
		const published: unknown[] = [];
		const parts: AgentParts = {
			engine: world.engine,
			tokens: createActorTokens({ seed: new Uint8Array(32).fill(1) }),
			isTabOpen: async () => true,
			findCaller: async () => null,
		};
		const connection = { isConnected: () => false, publish: async (message: unknown) => void published.push(message) };
		const jobs = startJobs({ parts, connection, erp, push: null, mail: null });
		try {
			await vi.waitFor(() => expect(erp.taken.size).toBe(1), { timeout: 5000 });
		} finally {
			await jobs.stop();
		}
		expect(published).toEqual([]);
		expect(await world.rows('SELECT kind FROM outbox WHERE done_at IS NULL')).toEqual([{ kind: 'mqtt_publish' }]);
		// Another agent, which reaches the broker, may publish.
		const held = await world.rows('SELECT name FROM leases ORDER BY name');
		expect(held.map(({ name }) => name)).toContain('outbox/erp');
		expect(held.map(({ name }) => name)).not.toContain('outbox/mqtt_publish');
	});
});
