import { beforeEach, expect, test } from 'vitest';
import { at, makeWorld, openWizard, reply, type WizardWorld } from '../../../tests/fixtures/wizard_world.ts';

let world: WizardWorld;
beforeEach(() => {
	world = makeWorld();
});

test('a step of what is shown already is taken once the one before it is done with', async () => {
	const { update } = world.rows;
	let settle = () => {};
	const settled = new Promise<void>((resolve) => (settle = resolve));
	// The device is slow to note that the first was answered.
	world.rows.update = async (id, change) => {
		if (world.server.asked.length === 1) await settled;
		return update(id, change);
	};
	const wizard = openWizard(world);
	world.server.answer = async () => {
		world.server.session = at(4 + world.server.asked.length, world.server.asked.length === 1 ? 'pay' : 'complete');
		return reply(null);
	};
	const first = wizard.submit({ step: 'complete', input: {} });
	await expect.poll(() => wizard.shown.view).toBe('pay');
	const next = [wizard.submit({ step: 'pay', input: {} }), wizard.submit({ step: 'pay', input: {} })];
	settle();
	await Promise.all([first, ...next]);
	expect([world.server.asked.length, wizard.shown.view, wizard.busy]).toEqual([2, 'complete', null]);
});
