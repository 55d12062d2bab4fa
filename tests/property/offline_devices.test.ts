import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshReading, oldReading, reading, scanned } from '#lib/kinds/swap/swap_scenes.ts';
import { sampleBatteries } from '#lib/plan/sample_plan.ts';
import { loadSession } from '#lib/server/store/load_session.ts';
import { testAttendant } from '#lib/session/given.ts';
import type { Actor } from '#lib/session/kind.ts';
import { secondAttendant, type CoreWorld } from '../fixtures/core_world.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import { withTwoWriters } from '../fixtures/two_writers.ts';
import { deliver, openDevice, type Accepted, type Device, type Mishap } from './offline_device.ts';

/** Steps with and without a network, repeats and refusals on two devices at one session end as some serial order of the accepted ones. */

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 40);

/** A battery that another station holds: the devices cannot know that. */
const elsewhere = {
	...sampleBatteries.other,
	id: 'B0723025100088',
	holder: { kind: 'station', id: 'STATION_001', serviceId: null },
} as const;
const seed = { batteries: [...Object.values(sampleBatteries), elsewhere] };

/** What can be put out: two batteries of the rack, and one that is not there. */
const candidates = [freshReading, reading(sampleBatteries.other.id, 2700), reading(elsewhere.id, 2900)];

type Act =
	| { readonly type: 'go_on'; readonly pick: number }
	| { readonly type: 'take'; readonly step: 'reopen_issue' | 'reopen_return' | 'review' | 'complete' | 'issue' }
	| { readonly type: 'network'; readonly isOnline: boolean }
	| { readonly type: 'mishaps'; readonly mishaps: readonly Mishap[] }
	| { readonly type: 'retry' | 'refresh' | 'restart' }
	| { readonly type: 'decide'; readonly isTriedAgain: boolean };

const act: fc.Arbitrary<Act> = fc.oneof(
	{ weight: 8, arbitrary: fc.record({ type: fc.constant('go_on' as const), pick: fc.nat(5) }) },
	{
		weight: 2,
		arbitrary: fc.record({
			type: fc.constant('take' as const),
			step: fc.constantFrom('reopen_issue', 'reopen_return', 'review', 'complete', 'issue'),
		}),
	},
	{ weight: 3, arbitrary: fc.record({ type: fc.constant('network' as const), isOnline: fc.boolean() }) },
	{
		weight: 3,
		arbitrary: fc.record({
			type: fc.constant('mishaps' as const),
			mishaps: fc.array(fc.constantFrom('request_lost', 'answer_lost', 'delivered_twice'), {
				minLength: 1,
				maxLength: 3,
			}),
		}),
	},
	{ weight: 3, arbitrary: fc.record({ type: fc.constantFrom('retry', 'refresh', 'restart') }) },
	{ weight: 2, arbitrary: fc.record({ type: fc.constant('decide' as const), isTriedAgain: fc.boolean() }) },
);

/** An act of one device; the next one happens at the same time where it is rushed. */
const turns = fc.array(fc.record({ act, device: fc.nat(1), isRushed: fc.boolean() }), { minLength: 8, maxLength: 40 });

/** The step that is open on the device, with batteries as they are picked. */
function goOn(device: Device, pick: number): Promise<void> {
	const { wizard } = device;
	const issue = { step: 'issue', input: { reading: candidates[pick % candidates.length] } };
	switch (wizard.session.state) {
		case 'take_back':
			return wizard.submit({ step: 'take_back', input: { reading: pick === 5 ? freshReading : oldReading } });
		case 'issue':
			return wizard.submit(issue);
		case 'review':
			return wizard.submit(pick % 2 === 0 ? complete : { step: 'review', input: {} });
		case 'complete':
			return wizard.submit(complete);
		default:
			return Promise.resolve();
	}
}

const complete = { step: 'complete', input: { payment: null } };

async function perform(device: Device, turn: Act): Promise<void> {
	const { wizard, mishaps } = device;
	switch (turn.type) {
		case 'go_on':
			return goOn(device, turn.pick);
		case 'take': {
			const isOpen = turn.step !== 'complete' || ['review', 'complete'].includes(wizard.session.state);
			const input = turn.step === 'issue' ? { reading: freshReading } : {};
			return isOpen ? wizard.submit(turn.step === 'complete' ? complete : { step: turn.step, input }) : undefined;
		}
		case 'network':
			wizard.online = turn.isOnline;
			return;
		case 'mishaps':
			return void mishaps.push(...turn.mishaps);
		case 'decide':
			return decide(device, turn.isTriedAgain);
		case 'restart':
			return device.restart();
		case 'retry':
			return wizard.retry();
		case 'refresh':
			return void (await wizard.refresh());
	}
}

/** The person decides about refused steps: as shown, they are asked anew under other keys, or given up. */
async function decide({ wizard, told }: Device, isTriedAgain: boolean): Promise<void> {
	if (!wizard.queue.refused) return;
	const before = wizard.queue.rows.map(({ key }) => key);
	await (isTriedAgain ? wizard.tryAgain() : wizard.drop());
	if (!before.some((key) => wizard.queue.rows.some((row) => row.key === key)))
		for (const key of before) told.over.add(key);
}

/** Everything is there again: what waits is sent, what is refused is given up. */
async function finish(device: Device): Promise<void> {
	device.mishaps.length = 0;
	device.wizard.online = true;
	for (let i = 0; i < 20 && device.wizard.queue.rows.length > 0; i++) {
		await device.wizard.retry();
		await device.settle();
		await decide(device, false);
	}
	await device.wizard.refresh();
	await device.settle();
}

async function begin(world: CoreWorld): Promise<string> {
	const { id } = await world.begin('begin');
	const asked = { qr_code_data: scanned.code, session_id: id };
	expect(await world.ask('identify_customer', asked, { correlationId: 'identify' })).toMatchObject({ success: true });
	return id;
}

const stored = async (world: CoreWorld, id: string) => withoutTimes(await loadSession(world.store.db, id));

/** Instants, and ids made of them or of the requests' keys, differ between two runs of the same steps. */
function withoutTimes(value: unknown): unknown {
	return JSON.parse(
		JSON.stringify(value, (name, of: unknown) => (/(^at|At|orderId|transactionId)$/.test(name) ? null : of)),
	);
}

async function checkSerial(id: string, accepted: readonly Accepted[], ended: unknown): Promise<void> {
	await withTwoWriters(seed, async ([world]) => {
		expect(await begin(world)).toBe(id);
		for (const { row, version } of accepted)
			expect(await deliver(world, actorOf(row.personId), row)).toEqual({ version, code: '' });
		expect(await stored(world, id)).toEqual(ended);
	});
}

const actorOf = (personId: string): Actor => (personId === testAttendant.id ? testAttendant : secondAttendant);

/** What the runs came to, so that they cannot pass by doing nothing. */
const reached = { waited: 0, refused: 0, accepted: 0, done: 0 };

test(
	`${numRuns} random runs of two devices end as a serial order of the accepted steps, and tell what became of each`,
	{ timeout: 600_000 },
	async () => {
		const property = fc.asyncProperty(turns, (run) =>
			withTwoWriters(seed, async (worlds) => {
				const [world] = worlds;
				const sessionId = await begin(world);
				const accepted = new Map<string, Accepted>();
				const devices = await Promise.all([
					openDevice(worlds[0], { sessionId, actor: testAttendant, accepted }),
					openDevice(worlds[1], { sessionId, actor: secondAttendant, accepted }),
				]);
				let rushed: Promise<void>[] = [];
				for (const { act: one, device, isRushed } of run) {
					rushed.push(perform(devices[device % 2 === 0 ? 0 : 1], one));
					if (isRushed) continue;
					await Promise.all(rushed);
					rushed = [];
					for (const each of devices) await each.settle();
				}
				await Promise.all(rushed);
				for (const each of devices) await each.settle();
				for (const each of devices) await finish(each);
				for (const each of devices) await each.wizard.refresh();

				expect(await brokenInvariants(world.store)).toEqual([]);
				const inOrder = [...accepted.values()].sort((a, b) => a.version - b.version);
				expect(new Set(inOrder.map(({ version }) => version)).size).toBe(inOrder.length);
				const ended = await stored(world, sessionId);
				await checkSerial(sessionId, inOrder, ended);
				const answers = await rowsOf(world.store, "SELECT key FROM idempotency WHERE key NOT IN ('begin', 'identify')");
				expect(answers.map(({ key }) => key).sort()).toEqual([...accepted.keys()].sort());

				for (const { wizard, told } of devices) {
					expect(wizard.queue.rows).toEqual([]);
					expect(withoutTimes(wizard.session)).toEqual(ended);
					const unexplained = [...told.taken].filter((key) => !accepted.has(key) && !told.over.has(key));
					expect(unexplained).toEqual([]);
					expect([...told.refused, ...told.over].filter((key) => accepted.has(key))).toEqual([]);
					reached.waited += told.taken.size;
					reached.refused += told.refused.size;
				}
				reached.accepted += accepted.size;
				reached.done += Number(devices[0].wizard.session.status === 'completed');
			}),
		);
		await fc.assert(property, { numRuns });
		process.stdout.write(`Random runs of two devices: ${JSON.stringify(reached)}\n`);
		for (const count of Object.values(reached)) expect(count).toBeGreaterThan(0);
	},
);
