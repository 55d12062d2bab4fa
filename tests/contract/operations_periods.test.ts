import { describe, expect, test } from 'vitest';
import { sampleBatteries } from '#lib/plan/sample_plan.ts';
import { createLease, type Lease } from '#lib/server/engine/lease.ts';
import type { Writer } from '#lib/server/store/statement.ts';
import { onStore } from '../fixtures/core_world.ts';
import { count, sound } from '../fixtures/swap_requests.ts';
import { databases, makeDatabase } from '../fixtures/test_store.ts';
import { createFakeErp, dayMs, openOperationsWorld, withOperations, type OperationsSeed } from './operations_world.ts';

const swap = { service_data: { old_battery_id: sampleBatteries.old.id, new_battery_id: sampleBatteries.fresh.id } };

/** True if the process of this lease may run the job now. */
async function holds(lease: Lease): Promise<boolean> {
	let ran = false;
	await lease.run(async () => (ran = true));
	return ran;
}

describe.each(databases)('what happens by the clock on a %s', (kind) => {
	/** Two processes on one database. */
	const open = async (seed: OperationsSeed = {}) => {
		const database = await makeDatabase(kind);
		const world = await openOperationsWorld(await database.open(), seed);
		const second = onStore(world, await database.open());
		return {
			world,
			second: withOperations(second, { ...second.engine, hasErp: seed.erp !== undefined }, seed.erp ?? null),
		};
	};

	test('given a paid week, when it ends, then the renewal is due, has its grace, and is overdue after it', async () => {
		const { world } = await open({ periodMs: dayMs });
		expect(await world.advance()).toBe(0);
		world.pass(dayMs);
		expect(await world.advance()).toBe(1);
		expect(await world.standing()).toMatchObject({ payment_state: 'RENEWAL_DUE', due_minor: 100_000 });
		expect(await world.device('payment_and_service', swap)).toMatchObject({ success: true });
		world.pass(2 * dayMs - 1);
		expect(await world.advance()).toBe(0);
		world.pass(1);
		expect(await world.advance()).toBe(1);
		expect(await world.standing()).toMatchObject({ payment_state: 'OVERDUE', due_minor: 100_000 });
		const back = {
			service_data: { old_battery_id: sampleBatteries.fresh.id, new_battery_id: sampleBatteries.other.id },
		};
		expect(await world.device('payment_and_service', back)).toMatchObject({
			success: false,
			signals: ['PAYMENT_OVERDUE'],
		});
		expect(await world.advance()).toBe(0);
		await sound(world);
	});

	test.each(['RENEWAL_DUE', 'OVERDUE'])(
		'given a plan that is %s, when it is renewed, then a whole week begins',
		async (state) => {
			const { world } = await open({ periodMs: 0 });
			await world.advance();
			if (state === 'OVERDUE') {
				world.pass(2 * dayMs);
				await world.advance();
			}
			expect(await world.standing()).toMatchObject({ payment_state: state });
			expect(await world.device('collect_payment', {})).toMatchObject({ fsmInputs: ['RENEWAL_PAID'] });
			world.pass(7 * dayMs - 1);
			expect(await world.advance()).toBe(0);
			expect(await world.standing()).toMatchObject({ payment_state: 'CURRENT', due_minor: null });
			world.pass(1);
			expect(await world.advance()).toBe(1);
			await sound(world);
		},
	);

	test('given two processes at once, when a period ends, then it ends once', async () => {
		const { world, second } = await open({ periodMs: 0 });
		await Promise.all([world.advance(), second.advance(), world.advance(), second.advance()]);
		expect(await world.rows('SELECT seq, inputs_json FROM plan_events ORDER BY seq')).toEqual([
			{ seq: 1, inputs_json: '[]' },
			{ seq: 2, inputs_json: '["PERIOD_ENDED"]' },
		]);
	});

	test('given a renewal while the grace ends, then the plan is current whichever came first', async () => {
		const { world, second } = await open({ periodMs: 0 });
		await world.advance();
		world.pass(2 * dayMs);
		const [reply] = await Promise.all([world.device('collect_payment', {}), second.advance()]);
		expect(reply).toMatchObject({ success: true });
		expect(await world.standing()).toMatchObject({ payment_state: 'CURRENT', due_minor: null });
		await sound(world);
	});

	describe('given a job that one process may run', () => {
		test('when both ask at once, then one has it until it lets go or is late', async () => {
			const { world, second } = await open();
			const [first, other] = [createLease(world.engine, 'job', 'a'), createLease(second.engine, 'job', 'b')];
			const held = await Promise.all([holds(first), holds(other)]);
			expect(held.filter(Boolean)).toHaveLength(1);
			const [mine, theirs] = held[0] ? [first, other] : [other, first];
			world.pass(15_000);
			expect(await holds(mine)).toBe(true);
			world.pass(15_000);
			expect(await holds(theirs)).toBe(false);
			await theirs.release();
			expect(await holds(mine)).toBe(true);
			world.pass(20_001);
			expect(await holds(theirs)).toBe(true);
			expect(await holds(mine)).toBe(false);
			await theirs.release();
			expect(await holds(mine)).toBe(true);
			expect(await count(world, 'leases')).toBe(1);
		});

		test('when the one that has it stands still for too long, then it knows that it has it no more', async () => {
			const { world, second } = await open();
			const [first, other] = [createLease(world.engine, 'job', 'a'), createLease(second.engine, 'job', 'b')];
			const seen: boolean[] = [];
			await first.run(async (isHeld) => {
				seen.push(isHeld());
				world.pass(20_000);
				seen.push(isHeld());
				expect(await holds(other)).toBe(true);
			});
			expect(seen).toEqual([true, false]);
		});

		test('when one asks for it and is heard only after the other had it twice, then it does not get it', async () => {
			const { world, second } = await open();
			const other = createLease(second.engine, 'job', 'b');
			const { store } = world.engine;
			const late: Writer = {
				...store.writer,
				async commit(statements) {
					expect(await holds(other)).toBe(true);
					world.pass(11_000);
					expect(await holds(other)).toBe(true);
					return store.writer.commit(statements);
				},
			};
			await holds(createLease(world.engine, 'job', 'a'));
			world.pass(20_001);
			const slow = createLease({ ...world.engine, store: { ...store, writer: late } }, 'job', 'a');
			expect(await holds(slow)).toBe(false);
			expect(await holds(other)).toBe(true);
		});

		test('when both deliver by it, then the ERP is told each thing once', async () => {
			const erp = createFakeErp();
			let calls = 0;
			const record = erp.recordPayment;
			erp.recordPayment = (task) => {
				calls++;
				return record(task);
			};
			const { world, second } = await open({ erp });
			for (let n = 1; n <= 5; n++) await world.device('collect_payment', { payment_amount: n });
			const agents = [world, second].map((agent, n) => ({
				agent,
				lease: createLease(agent.engine, 'outbox/erp', `agent-${n}`),
			}));
			await Promise.all(agents.map(({ agent, lease }) => lease.run(() => agent.deliver())));
			expect(calls).toBe(5);
			expect(erp.taken.size).toBe(5);
			expect(await world.rows('SELECT id FROM outbox WHERE done_at IS NULL')).toEqual([]);
		});
	});
});
