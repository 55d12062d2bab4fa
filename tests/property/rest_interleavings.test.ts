import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshReading, oldReading, scanned } from '#lib/kinds/swap/swap_scenes.ts';
import { newDocument, openRestWorld, type RestWorld } from '../contract/rest_world.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';

/** Drafts over REST and steps of the wizard, at once and in any order, end as some serial order of the accepted ones ends. */

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 15);

const id = 'att-sess-1';

type Write =
	| { readonly type: 'patch'; readonly body: (unique: string) => object; readonly stale: boolean }
	| { readonly type: 'step'; readonly step: 'identify' | 'take_back' | 'issue' | 'reopen_issue' | 'review' };

const drafts: readonly ((unique: string) => object)[] = [
	(unique) => ({ ble_state: { error: unique } }),
	(unique) => ({ ble_state: { pending_battery_id: unique, is_scanning: true } }),
	(unique) => ({ device_info: { app_version: unique } }),
	(unique) => ({ customer_identification: { manual_subscription_id: unique } }),
	(unique) => ({ payment_state: { manual_payment_id: unique } }),
];

const writes: fc.Arbitrary<Write> = fc.oneof(
	fc.record({ type: fc.constant('patch' as const), body: fc.constantFrom(...drafts), stale: fc.boolean() }),
	fc.record({
		type: fc.constant('step' as const),
		step: fc.constantFrom('identify', 'take_back', 'issue', 'reopen_issue', 'review'),
	}),
);

/** Sends a write; the version it led to, or null if it was refused. Each sends something of its own, so that none is without effect. */
async function send(world: RestWorld, write: Write, { unique, seen }: { unique: string; seen: number | null }) {
	if (write.type === 'patch') {
		const headers = write.stale && seen !== null ? { 'if-match': `"${seen}"` } : {};
		const answer = await world.call('PATCH', `/api/sessions/${id}`, { body: write.body(unique), headers });
		expect(answer.status).toBeLessThan(500);
		return answer.status === 200 ? answer.body.version : null;
	}
	return takeStep(world, write.step, unique);
}

async function takeStep(world: RestWorld, step: string, key: string): Promise<number | null> {
	const asked = { identify: 'identify_customer', take_back: 'identify_equipment' } as const;
	if (step === 'identify' || step === 'take_back') {
		const data =
			step === 'identify'
				? { qr_code_data: scanned.code, session_id: id }
				: { equipment_id: oldReading.batteryId, reading: oldReading, session_id: id };
		const { success, metadata } = await world.ask(asked[step], data, { correlationId: key });
		return success ? Number(metadata['session_version']) : null;
	}
	const input = step === 'issue' ? { reading: freshReading } : {};
	const taken = await world.take(id, step, { input, key });
	return taken.ok ? taken.value.version : null;
}

async function begun(): Promise<RestWorld> {
	const world = await openRestWorld('libSQL file');
	expect(await world.call('POST', '/api/sessions', { body: newDocument(id) })).toMatchObject({ status: 200 });
	return world;
}

const documentIn = async (world: RestWorld) => (await world.call('GET', `/api/sessions/${id}`)).body.session;

test('any interleaving of accepted patches and steps ends as their serial order, and versions never skip', async () => {
	const batches = fc.array(fc.array(writes, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });
	await fc.assert(
		fc.asyncProperty(batches, async (rounds) => {
			const world = await begun();
			const accepted: { readonly write: Write; readonly unique: string; readonly version: number }[] = [];
			let seen = 1;
			for (const [i, round] of rounds.entries()) {
				// The burst of a person is long over.
				world.pass(60_000);
				const sent = round.map(async (write, j) => {
					const unique = `w-${i}-${j}`;
					return { write, unique, version: await send(world, write, { unique, seen }) };
				});
				for (const { version, ...one } of await Promise.all(sent))
					if (version !== null) accepted.push({ ...one, version });
				seen = Math.max(seen, ...accepted.map(({ version }) => version));
			}
			const inOrder = [...accepted].sort((a, b) => a.version - b.version);
			expect(inOrder.map(({ version }) => version)).toEqual(inOrder.map((_, i) => i + 2));
			expect(await brokenInvariants(world.store)).toEqual([]);

			const serial = await begun();
			for (const { write, unique, version } of inOrder) {
				serial.pass(60_000);
				expect(await send(serial, write, { unique, seen: null })).toBe(version);
			}
			expect(withoutTimes(await documentIn(serial))).toEqual(withoutTimes(await documentIn(world)));
		}),
		{ numRuns },
	);
});

/** The document without instants, which differ between the runs, and the order number, which is one. */
function withoutTimes(document: object): unknown {
	return JSON.parse(
		JSON.stringify(document, (name, value: unknown) =>
			/(_at|_id|timestamp|duration_seconds)$/.test(name) && typeof value !== 'string' ? null : value,
		).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|QUOTA_\d+/g, 'at'),
	);
}
