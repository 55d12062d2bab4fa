import { beforeEach, expect, test } from 'vitest';
import { FaultError } from '#lib/kernel/fault.ts';
import type { SessionRecord } from '#lib/session/record.ts';
import { identified, oldReading, freshReading } from '#lib/kinds/swap/swap_scenes.ts';
import { swap } from '#lib/kinds/swap/kind.ts';
import { given } from '#lib/session/given.ts';
import { memoryRows } from './offline_rows.ts';
import { at, makeWorld, openWizard, reply, type WizardWorld } from '../../../tests/fixtures/wizard_world.ts';

let world: WizardWorld;
beforeEach(() => {
	world = makeWorld();
});

test('an answered step shows the session as it is now, and forgets the key', async () => {
	const wizard = openWizard(world);
	world.server.answer = async () => {
		world.server.session = at(5, 'done');
		return reply(null);
	};
	await wizard.submit({ step: 'complete', input: {} });
	expect([wizard.session.version, wizard.shown.view, wizard.busy]).toEqual([5, 'done', null]);
	expect(await world.rows.all()).toEqual([]);
});

test('after a fault the same request is sent again, under the same key, also by a tab that was reloaded', async () => {
	world.server.answer = () => Promise.reject(new FaultError('mqtt', 'Agent does not answer'));
	const wizard = openWizard(world);
	await wizard.submit({ step: 'complete', input: {} });
	expect(wizard.fault).not.toBeNull();
	await wizard.retry();
	await openWizard(world).submit({ step: 'complete', input: {} });
	expect(new Set(world.server.asked).size).toBe(1);
	expect(world.server.asked).toHaveLength(3);
});

test('a step of this tab is known as such in the moment it is shown', async () => {
	const wizard = openWizard(world);
	world.server.answer = async () => {
		world.server.session = at(5, 'done');
		return reply(null);
	};
	const done = wizard.submit({ step: 'complete', input: {} });
	for (let i = 0; i < 1000 && wizard.session.version === 4; i++) await Promise.resolve();
	expect([wizard.session.version, wizard.ownVersion]).toEqual([5, 5]);
	await done;
});

test('a refusal is shown, and the next try is a new request', async () => {
	const wizard = openWizard(world);
	world.server.answer = async () => reply('BATTERY_MISMATCH');
	await wizard.submit({ step: 'complete', input: {} });
	expect(wizard.refusal).toMatchObject({ code: 'BATTERY_MISMATCH', message: 'In words' });
	await wizard.submit({ step: 'complete', input: {} });
	expect(new Set(world.server.asked).size).toBe(2);
});

test('a session that was moved elsewhere is shown as it is, without blame', async () => {
	const wizard = openWizard(world);
	world.server.session = at(6, 'pay');
	world.server.answer = async () => reply('SESSION_MOVED_ON');
	await wizard.submit({ step: 'complete', input: {} });
	expect([wizard.session.version, wizard.movedElsewhere, wizard.refusal]).toEqual([6, true, null]);
});

test('while a step is under way another one is not taken', async () => {
	const wizard = openWizard(world);
	await Promise.all([
		wizard.submit({ step: 'complete', input: {} }),
		wizard.submit({ step: 'complete', input: { twice: true } }),
	]);
	expect(world.server.asked).toHaveLength(1);
});

test('an answer that is older than what is shown changes nothing', async () => {
	const wizard = openWizard(world);
	world.server.session = at(3, 'issue');
	await wizard.refresh();
	expect(wizard.session.version).toBe(4);
});

test('a fault is over once the session has moved: what became of its request is asked once more, under its key', async () => {
	world.server.answer = () => Promise.reject(new FaultError('mqtt', 'Agent does not answer'));
	const wizard = openWizard(world);
	await wizard.submit({ step: 'complete', input: {} });
	world.server.session = at(5, 'done');
	world.server.answer = async () => reply(null);
	await wizard.refresh();
	await expect.poll(() => world.rows.all()).toEqual([]);
	expect([wizard.fault, wizard.shown.view, wizard.movedElsewhere]).toEqual([null, 'done', false]);
	expect([world.server.asked.length, new Set(world.server.asked).size]).toEqual([2, 1]);
});

test('knows which version its own step has made, and which came by itself', async () => {
	const wizard = openWizard(world);
	world.server.answer = async () => {
		world.server.session = at(5, 'pay');
		return reply(null);
	};
	await wizard.submit({ step: 'complete', input: {} });
	expect(wizard.ownVersion).toBe(5);
	world.server.session = at(6, 'complete');
	expect(await wizard.refresh()).toBe(true);
	expect([wizard.session.version, wizard.ownVersion]).toEqual([6, 5]);
});

/** A swap whose customer is known. */
const known = given(swap, identified()).session as SessionRecord;
const takeBack = { step: 'take_back', input: { reading: oldReading } };
const issue = { step: 'issue', input: { reading: freshReading } };

/** The server's session after a step more. */
const after = (version: number, state: string) => ({ ...known, version, state }) as SessionRecord;

/** A wizard that has taken both batteries without a network. */
async function openOffline() {
	world.server.session = known;
	const wizard = openWizard(world, known);
	wizard.online = false;
	await wizard.submit(takeBack);
	await wizard.submit(issue);
	return wizard;
}

test('without a network a swap goes on as far as batteries are read, and is kept before it is shown', async () => {
	const wizard = await openOffline();
	expect([wizard.session.state, wizard.session.version, wizard.unconfirmed]).toEqual(['review', 4, 2]);
	expect(world.server.asked).toEqual([]);
	expect(await world.rows.all()).toMatchObject([
		{ step: 'take_back', version: 2, shownAs: 'return_bound' },
		{ step: 'issue', version: 3, shownAs: 'issue_bound' },
	]);
});

test('what needs the server waits, and says so', async () => {
	const wizard = await openOffline();
	await wizard.submit({ step: 'review', input: {} });
	expect(wizard.refusal).toMatchObject({ code: 'STEP_NEEDS_SERVER' });
	expect([wizard.holdOf('review'), wizard.holdOf('reopen_issue')]).toEqual(['offline', null]);
	expect(await world.rows.all()).toHaveLength(2);
});

test('what the server would refuse for sure is refused at once, and does not wait', async () => {
	world.server.session = known;
	const wizard = openWizard(world, known);
	wizard.online = false;
	await wizard.submit({ step: 'take_back', input: { reading: freshReading } });
	expect(wizard.refusal).toMatchObject({ code: 'BATTERY_MISMATCH' });
	expect(await world.rows.all()).toEqual([]);
});

test('once the network is back the steps are sent in order, and the server’s session replaces what was shown', async () => {
	const wizard = await openOffline();
	world.server.answer = async () => {
		world.server.session = world.server.asked.length === 1 ? after(3, 'issue') : after(4, 'review');
		return reply(null);
	};
	wizard.online = true;
	await wizard.retry();
	expect([wizard.session.version, wizard.unconfirmed, wizard.queue.sentCount]).toEqual([4, 0, 2]);
	expect(wizard.session).toBe(world.server.session);
	expect(await world.rows.all()).toEqual([]);
	expect(new Set(world.server.asked).size).toBe(2);
});

test('a refresh keeps steps that wait on top of what the server has', async () => {
	const wizard = await openOffline();
	await wizard.refresh();
	expect([wizard.session.version, wizard.unconfirmed]).toEqual([4, 2]);
});

test('a refused step stops the queue: the session is shown as the server has it, and nothing is taken before a decision', async () => {
	const wizard = await openOffline();
	world.server.answer = async () => reply('BATTERY_MISMATCH');
	wizard.online = true;
	await wizard.retry();
	expect([wizard.session.state, wizard.unconfirmed, world.server.asked.length]).toEqual(['take_back', 0, 1]);
	expect(wizard.queue.refused).toMatchObject({ step: 'take_back', refusal: { message: 'In words' } });
	expect([wizard.holdOf('take_back'), wizard.holdOf('review')]).toEqual(['refused', 'refused']);
	await wizard.drop();
	expect([await world.rows.all(), wizard.holdOf('take_back')]).toEqual([[], null]);
});

test('refused steps can be asked anew of the session as it is now', async () => {
	const wizard = await openOffline();
	world.server.answer = async () => reply('SESSION_MOVED_ON');
	wizard.online = true;
	await wizard.retry();
	world.server.session = after(7, 'take_back');
	world.server.answer = async () => {
		world.server.session = world.server.asked.length === 2 ? after(8, 'issue') : after(9, 'review');
		return reply(null);
	};
	await wizard.tryAgain();
	expect([wizard.session.version, wizard.unconfirmed, wizard.queue.refused]).toEqual([9, 0, undefined]);
	expect(new Set(world.server.asked).size).toBe(3);
});

test('a step that the network cut off goes on as one that waits, under the key it was sent by', async () => {
	world.server.session = known;
	const wizard = openWizard(world, known);
	world.server.answer = () => Promise.reject(new FaultError('mqtt', 'Nothing answers'));
	await wizard.submit(takeBack);
	expect([wizard.session.state, wizard.unconfirmed, wizard.fault]).toEqual(['issue', 1, null]);
	world.server.answer = async () => {
		world.server.session = after(3, 'issue');
		return reply(null);
	};
	await wizard.retry();
	expect([wizard.unconfirmed, world.server.asked.length, new Set(world.server.asked).size]).toEqual([0, 2, 1]);
});

test('what waits is nobody else’s to send', async () => {
	const wizard = await openOffline();
	world.server.signedIn = 'attendant-790';
	wizard.online = true;
	await wizard.retry();
	expect([world.server.asked, wizard.fault?.signedOut]).toEqual([[], true]);
	expect(await world.rows.all()).toHaveLength(2);
});

test('where the device keeps nothing a step is not shown as taken', async () => {
	world.rows = memoryRows();
	world.server.session = known;
	const wizard = openWizard(world, known);
	wizard.online = false;
	await wizard.submit(takeBack);
	expect([wizard.session.state, wizard.unconfirmed]).toEqual(['take_back', 0]);
	expect(wizard.fault?.title).toBe('The step could not be kept');
	expect(await world.rows.all()).toEqual([]);
});
