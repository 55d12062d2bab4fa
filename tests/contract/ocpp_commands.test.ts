import { describe, expect, test } from 'vitest';
import { chargerOf, protocols } from './ocpp_accounts.ts';
import { noon, openOcppWorld } from './ocpp_world.ts';

describe.each(protocols)('%s', (protocol) => {
	const isOld = protocol === 'ocpp1.6';
	const chargerId = chargerOf[protocol];
	const start = { id: 'c1', chargerId, action: 'start', evseId: 1, idTag: 'CARD-1', remoteStartId: 42 } as const;

	test('a start begins a transaction with its tag, a stop ends it', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		world.desk.commands.push(start);
		await expect.poll(() => world.desk.of('transactionBegan')).toHaveLength(1);
		expect(world.desk.of('transactionBegan')).toMatchObject([
			{ idTag: 'CARD-1', remoteStartId: isOld ? null : 42, at: noon },
		]);
		const transaction = isOld ? { id: 1 } : { text: charger.transaction?.text ?? '' };
		world.desk.commands.push({ id: 'c2', chargerId, action: 'stop', transaction });
		await expect.poll(() => world.desk.of('transactionEnded')).toMatchObject([{ transaction, reason: 'Remote' }]);
		expect(world.desk.told.filter(([name]) => name === 'commandAnswered')).toEqual([
			['commandAnswered', 'c1', true],
			['commandAnswered', 'c2', true],
		]);
	});

	test('the call is as the specification has it', async () => {
		const world = await openOcppWorld();
		const raw = await world.rawCharger(protocol);
		world.desk.commands.push(start);
		const [type, id, ...call] = (await raw.next()) as [number, string, ...unknown[]];
		expect([type, ...call]).toEqual(
			isOld
				? [2, 'RemoteStartTransaction', { connectorId: 1, idTag: 'CARD-1' }]
				: [
						2,
						'RequestStartTransaction',
						{ evseId: 1, idToken: { idToken: 'CARD-1', type: 'Central' }, remoteStartId: 42 },
					],
		);
		raw.send([3, id, { status: 'Accepted' }]);
		await expect.poll(() => world.desk.of('commandAnswered')).toEqual([true]);
	});

	test.each([
		['refuses', (id: string) => [3, id, { status: 'Rejected' }], false],
		['does not know the action', (id: string) => [4, id, 'NotImplemented', '', {}], false],
		['says nothing that can be read', (id: string) => [3, id, 'yes'], null],
		['answers another call', () => [3, 'other', { status: 'Accepted' }], null],
	])('a charger that %s', async (...[, answer, accepted]) => {
		const world = await openOcppWorld({ limits: { answerMs: 200 } });
		const raw = await world.rawCharger(protocol);
		world.desk.commands.push(start);
		const [, id] = (await raw.next()) as [number, string];
		raw.send(answer(id));
		await expect.poll(() => world.desk.of('commandAnswered')).toEqual([accepted]);
	});

	test('a charger that goes before it answers has not answered', async () => {
		const world = await openOcppWorld();
		const raw = await world.rawCharger(protocol);
		world.desk.commands.push(start);
		await raw.next();
		raw.socket.terminate();
		await expect.poll(() => world.desk.of('commandAnswered')).toEqual([null]);
	});

	test('a charger has one call to answer at a time, and the next command is not claimed before', async () => {
		const world = await openOcppWorld();
		const raw = await world.rawCharger(protocol);
		world.desk.commands.push(start, { ...start, id: 'c2' });
		const [, first] = (await raw.next()) as [number, string];
		world.desk.commands.push({ ...start, id: 'c3' });
		// An answer to a call of the charger's own shows that nothing else was sent before it.
		expect(await raw.exchange([2, 'h', 'Heartbeat', {}])).toEqual([3, 'h', expect.any(Object)]);
		expect(world.desk.commands).toMatchObject([{ id: 'c3' }]);
		raw.send([3, first, { status: 'Accepted' }]);
		const [, second] = (await raw.next()) as [number, string];
		raw.send([3, second, { status: 'Accepted' }]);
		const [, third] = (await raw.next()) as [number, string];
		raw.send([3, third, { status: 'Rejected' }]);
		await expect.poll(() => world.desk.of('commandAnswered')).toEqual([true, true, false]);
	});

	test('a stop that this version cannot say is refused', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		const transaction = isOld ? { text: 'T' } : { id: 7 };
		world.desk.commands.push({ id: 'c1', chargerId, action: 'stop', transaction });
		await expect.poll(() => world.desk.of('commandAnswered')).toEqual([false]);
	});

	test('commands of a charger that is elsewhere are left to whom it is connected', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		await charger.connect();
		world.desk.commands.push({ ...start, chargerId: 'CP-ELSEWHERE' }, start);
		await expect.poll(() => world.desk.of('commandAnswered')).toEqual([true]);
		expect(world.desk.commands).toMatchObject([{ chargerId: 'CP-ELSEWHERE' }]);
	});

	test('closing waits for the commands in hand', async () => {
		const world = await openOcppWorld();
		const charger = world.charger(protocol);
		charger.obeys = 'silently';
		await charger.connect();
		world.desk.commands.push(start);
		await expect.poll(() => world.desk.commands).toEqual([]);
		await world.gateway.close();
		expect(await charger.ended).toBe(1001);
		expect(world.desk.told.slice(-2)).toEqual(
			expect.arrayContaining([
				['commandAnswered', 'c1', null],
				['disconnected', chargerId],
			]),
		);
	});
});
