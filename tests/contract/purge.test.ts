import { describe, expect, test } from 'vitest';
import { purge } from '#lib/server/engine/purge.ts';
import { insertDeadLetter, insertOutbox } from '#lib/server/store/machine_rows.ts';
import { insertStationReport } from '#lib/server/store/station_report_rows.ts';
import { openCoreWorld } from '../fixtures/core_world.ts';
import { databases, makeDatabase, rowsOf } from '../fixtures/test_store.ts';

const dayMs = 24 * 3600 * 1000;

describe.each(databases)('what has done its duty on a %s', (kind) => {
	test('is deleted once its time is over, and what is still needed stays', async () => {
		const world = await openCoreWorld(await (await makeDatabase(kind)).open());
		const at = world.now();
		const effect = { kind: 'erp', payload: {}, subject: null, stationId: null, at };
		const properties = {
			responseTopic: null,
			correlationData: null,
			personId: null,
			sizeBytes: 0,
			replayable: false,
		};
		const letter = { topic: 't', payload: '', encoding: 'utf8', reason: 'r', origin: 'o', properties, at } as const;
		const report = {
			kind: 'activity',
			planId: 'p',
			stationId: 'STATION_001',
			actorId: 'a',
			type: 't',
			detail: {},
			reportedAt: null,
		} as const;
		await world.store.writer.commit([
			insertOutbox({ ...effect, id: 'delivered' }),
			insertOutbox({ ...effect, id: 'stuck' }),
			insertOutbox({ ...effect, id: 'waiting' }),
			{ sql: "UPDATE outbox SET done_at = ? WHERE id = 'delivered'", args: [at] },
			{ sql: "UPDATE outbox SET stuck_at = ? WHERE id = 'stuck'", args: [at] },
			insertDeadLetter({ ...letter, id: 'discarded' }),
			insertDeadLetter({ ...letter, id: 'open' }),
			{ sql: "UPDATE dead_letters SET status = 'discarded', handled_at = ? WHERE id = 'discarded'", args: [at] },
			insertStationReport({ ...report, at }),
			insertStationReport({ ...report, type: 'later', at: at + 90 * dayMs }),
		]);
		const left = async () => ({
			outbox: (await rowsOf(world.store, 'SELECT id FROM outbox ORDER BY id')).map(({ id }) => id),
			letters: (await rowsOf(world.store, 'SELECT id FROM dead_letters ORDER BY id')).map(({ id }) => id),
			reports: (await rowsOf(world.store, 'SELECT type FROM station_reports ORDER BY seq')).map(({ type }) => type),
		});

		world.pass(7 * dayMs);
		await purge(world.engine);
		expect(await left()).toEqual({
			outbox: ['delivered', 'stuck', 'waiting'],
			letters: ['discarded', 'open'],
			reports: ['t', 'later'],
		});

		world.pass(84 * dayMs);
		await purge(world.engine);
		expect(await left()).toEqual({ outbox: ['stuck', 'waiting'], letters: ['open'], reports: ['later'] });
	});
});
