import { describe, expect, test } from 'vitest';
import { deadLetterListPage, deadLetterPage, handleLetterFromForm } from '#lib/server/actions/manage_dead_letters.ts';
import { discardLetter, replayLetter } from '#lib/server/engine/dead_letter_commands.ts';
import { databases, rowsOf } from '../fixtures/test_store.ts';
import { add, address, eventOf, notFound, now, openManageWorld, row, somebody, strangers } from './manage_world.ts';

const path = '/manage/dead-letters';
const ofAll = somebody('manager', '*');
const by = { actorId: ofAll.id, origin: address };

const letter = (id: string, change: Record<string, string | number | null> = {}) =>
	row('dead_letters', {
		id,
		topic: 'emit/uxi/attendant/plan/plan-1/nothing',
		payload: '{"a":1}',
		reason: 'NO_SUCH_OPERATION',
		origin: 'service',
		properties_json: JSON.stringify({ sizeBytes: 7, replayable: true }),
		at: now,
		...change,
	});

const statusOf = 'SELECT id, status, handled_at, handled_by FROM dead_letters ORDER BY id';

describe.each(databases)('dead letters on a %s', (kind) => {
	test('are listed newest first, those to be seen to apart from the others', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [
			letter('old', { at: now - 1 }),
			letter('new'),
			letter('under way', { at: now - 2, status: 'replaying' }),
			letter('done', { status: 'replayed' }),
			letter('gone', { status: 'discarded', at: now - 1 }),
		]);
		const list = async (query: string) => {
			const { rows, counts } = await deadLetterListPage(eventOf(engine, ofAll, { path: path + query }));
			expect(counts).toEqual({ open: 3, handled: 2 });
			return rows.map(({ id }) => id);
		};
		expect(await list('')).toEqual(['new', 'old', 'under way']);
		expect(await list('?show=handled')).toEqual(['done', 'gone']);
	});

	test('are read with their payload, and who read them is recorded', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [
			letter('json', { payload: '{"a":"\u202e<b>"}' }),
			letter('bytes', { payload: 'AAEC', encoding: 'base64', properties_json: '{}' }),
		]);
		const json = await deadLetterPage(eventOf(engine, ofAll, { path }), 'json');
		expect(json).toMatchObject({
			payload: { form: 'json', text: '{\n  "a": "\\u{202e}<b>"\n}' },
			sizeBytes: 7,
			isReplayable: true,
		});
		const bytes = await deadLetterPage(eventOf(engine, ofAll, { path }), 'bytes');
		expect(bytes).toMatchObject({ payload: { form: 'base64', text: 'AAEC' }, sizeBytes: null, isReplayable: false });
		expect(await rowsOf(store, 'SELECT actor_id, action, subject, origin FROM audit ORDER BY subject')).toEqual([
			{ actor_id: ofAll.id, action: 'dead_letter.read', subject: 'bytes', origin: address },
			{ actor_id: ofAll.id, action: 'dead_letter.read', subject: 'json', origin: address },
		]);
	});

	test('are handed to the agent to be handled anew, once', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [letter('one')]);
		const outcomes = await Promise.all([1, 2, 3].map(() => replayLetter(engine, { id: 'one', ...by })));
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
		expect(outcomes).toContainEqual(expect.objectContaining({ ok: false, code: 'LETTER_HANDLED' }));
		expect(await rowsOf(store, statusOf)).toEqual([
			{ id: 'one', status: 'replaying', handled_at: now, handled_by: ofAll.id },
		]);
		expect(await rowsOf(store, 'SELECT kind, payload_json, subject, next_attempt_at FROM outbox')).toEqual([
			{ kind: 'replay', payload_json: '{"letterId":"one"}', subject: 'one', next_attempt_at: now },
		]);
		expect(await rowsOf(store, 'SELECT actor_id, action, subject FROM audit')).toEqual([
			{ actor_id: ofAll.id, action: 'dead_letter.replayed', subject: 'one' },
		]);
	});

	test('may be replayed again if a replay came to nothing', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [letter('one')]);
		await replayLetter(engine, { id: 'one', ...by });
		await add(store, [{ sql: `update dead_letters set status = 'open', outcome = 'It broke'`, args: [] }]);
		expect(await replayLetter({ ...engine, clock: () => now + 1 }, { id: 'one', ...by })).toMatchObject({ ok: true });
		expect(await rowsOf(store, 'SELECT id FROM outbox')).toHaveLength(2);
	});

	test('are replayed or discarded, never both', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [letter('one')]);
		const outcomes = await Promise.all([
			discardLetter(engine, { id: 'one', ...by }),
			replayLetter(engine, { id: 'one', ...by }),
		]);
		expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
		const [found] = await rowsOf(store, statusOf);
		const expected = outcomes[0].ok ? { status: 'discarded', replays: 0 } : { status: 'replaying', replays: 1 };
		expect(found?.['status']).toBe(expected.status);
		expect(await rowsOf(store, 'SELECT id FROM outbox')).toHaveLength(expected.replays);
	});

	test('that were not kept whole are not replayed, but can be discarded', async () => {
		const { engine, store } = await openManageWorld(kind);
		await add(store, [letter('cut', { properties_json: '{"sizeBytes":70000,"replayable":false}' }), letter('bare')]);
		await add(store, [{ sql: `update dead_letters set properties_json = '{}' where id = 'bare'`, args: [] }]);
		for (const id of ['cut', 'bare'])
			expect(await replayLetter(engine, { id, ...by })).toMatchObject({ code: 'LETTER_NOT_REPLAYABLE' });
		expect(await discardLetter(engine, { id: 'cut', ...by })).toMatchObject({ ok: true });
		expect(await rowsOf(store, `${statusOf}`)).toMatchObject([{ status: 'open' }, { status: 'discarded' }]);
	});
});

describe('a form', () => {
	const post = { path: `${path}/one?/discard`, form: [] };

	test('leads back to the letter, or shows it again with what stands against it', async () => {
		const { engine, store } = await openManageWorld('libSQL file');
		await add(store, [letter('one')]);
		const send = () => handleLetterFromForm(eventOf(engine, ofAll, post), { id: 'one', command: 'discard' });
		await expect(send()).rejects.toMatchObject({ status: 303, location: `${path}/one` });
		expect(await send()).toMatchObject({ status: 409, data: { refusal: expect.stringContaining('discarded') } });
	});

	test('and the pages are there only for those who look after every station', async () => {
		const { engine, store } = await openManageWorld('libSQL file');
		await add(store, [letter('one')]);
		for (const person of [...strangers, somebody('manager', ['NAIROBI', 'KIGALI'])]) {
			const event = () => eventOf(engine, person, post);
			await expect(deadLetterListPage(event())).rejects.toMatchObject(notFound);
			await expect(deadLetterPage(event(), 'one')).rejects.toMatchObject(notFound);
			for (const command of ['replay', 'discard'] as const)
				await expect(handleLetterFromForm(event(), { id: 'one', command })).rejects.toMatchObject(notFound);
		}
		const admin = eventOf(engine, somebody('admin', []), post);
		await expect(deadLetterPage(admin, 'two')).rejects.toMatchObject(notFound);
		await expect(handleLetterFromForm(admin, { id: 'two', command: 'replay' })).rejects.toMatchObject(notFound);
		expect(await rowsOf(store, 'SELECT id FROM audit')).toEqual([]);
		expect((await deadLetterPage(admin, 'one')).letter.id).toBe('one');
	});
});
