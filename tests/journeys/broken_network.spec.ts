import { expect, type Page } from '@playwright/test';
import { test } from '../fixtures/journey.ts';
import { startAttendant } from '../fixtures/sign_in.ts';
import { expectSwapped } from '../fixtures/swap_effects.ts';
import { reviewTypedSwap } from '../fixtures/swap_flow.ts';
import { expectStep, payCash, startSwap, typeSubscription } from '../fixtures/swap_steps.ts';

const covered = { energyLeftWh: 43_100, swapsLeft: 5, paidMinor: [] };

/** How long an attempt waits for its reply, and the pauses after the attempts. Spec: seeds/002. */
const answerLimitSeconds = 15;
const backOffsSeconds = [3, 8, 15] as const;

/** Longer than all attempts together, in which the agent comes back to the broker. */
const reconnected = { timeout: 90_000 };

test.afterEach(async ({ pitlane }) => {
	await pitlane.broker.start();
	await pitlane.agent.start();
});

/** Collects the correlation ids that the page's requests of an operation carry to the broker, in the order they are sent. */
function correlationIds(page: Page, operation: string): string[] {
	const sent: string[] = [];
	page.on('websocket', (socket) => {
		socket.on('framesent', ({ payload }) => {
			const text = payload.toString();
			const [, id] = /"correlation_id":"([^"]+)"/.exec(text) ?? [];
			if (id && text.includes(`/${operation}`)) sent.push(id);
		});
	});
	return sent;
}

test('the broker stops in mid-swap: the swap goes on over HTTPS, and the next one over the broker again', async ({
	page,
	scene,
	pitlane,
}) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene, { usedWh: 100_000 });
	await expect(page.getByText('Live: connected to the broker')).toBeVisible();
	await page.getByRole('button', { name: 'Collect KES 288.00' }).click();
	await expectStep(page, 'pay');
	await pitlane.broker.stop();
	await payCash(page);
	await expectStep(page, 'done');
	await expect(page.getByText('HTTPS: no answer over MQTT, using HTTPS instead')).toBeVisible();
	await expectSwapped(pitlane.store, { ...swap, energyLeftWh: 0, swapsLeft: 5, paidMinor: [28_800] });

	await pitlane.broker.start();
	const customer = await scene.customer();
	await page.goto('/');
	await startSwap(page);
	await typeSubscription(page, customer.planId);
	await expectStep(page, 'takeBack', reconnected);
	await expect(page.getByText('Live: connected to the broker')).toBeVisible();
});

test('a whole swap while the broker is down', async ({ page, scene, pitlane }) => {
	await startAttendant(page, scene);
	await pitlane.broker.stop();
	const swap = await reviewTypedSwap(page, scene);
	await page.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, { ...swap, ...covered });
});

test('the agent dies between a request and its reply: asked again under one correlation id, it answers for what it did', async ({
	page,
	scene,
	pitlane,
}) => {
	const sent = correlationIds(page, 'payment_and_service');
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);
	pitlane.agent.loseAnswers();
	await page.clock.install();
	await page.getByRole('button', { name: 'Confirm swap' }).click();
	await expect
		.poll(() =>
			pitlane.store.client.execute({ sql: 'SELECT state FROM sessions WHERE id = ?', args: [swap.sessionId] }),
		)
		.toMatchObject({ rows: [{ state: 'done' }] });
	await expectStep(page, 'review');
	// However long the agent takes to start, no attempt is over before.
	await page.clock.pauseAt(Date.now() + 1000);
	await pitlane.agent.kill();
	await pitlane.agent.start();
	await page.clock.fastForward(answerLimitSeconds * 1000);
	await expect(page.getByText('Retry 2/3 over MQTT')).toBeVisible();
	await page.clock.fastForward(backOffsSeconds[0] * 1000);
	await page.clock.resume();

	await expectStep(page, 'done');
	await expect(page.getByText('Live: connected to the broker')).toBeVisible();
	expect(sent).toHaveLength(2);
	expect(new Set(sent).size).toBe(1);
	await expectSwapped(pitlane.store, { ...swap, ...covered });
});

test('the agent is not there at all: after three attempts the swap goes over HTTPS', async ({
	page,
	scene,
	pitlane,
}) => {
	const sent = correlationIds(page, 'payment_and_service');
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);
	await pitlane.agent.kill();
	await page.clock.install();
	await page.getByRole('button', { name: 'Confirm swap' }).click();
	for (const [attempt, backOffSeconds] of backOffsSeconds.entries()) {
		await expect.poll(() => sent).toHaveLength(attempt + 1);
		await page.clock.fastForward(answerLimitSeconds * 1000);
		if (attempt < 2) await expect(page.getByText(`Retry ${attempt + 2}/3 over MQTT`)).toBeVisible();
		await expectStep(page, 'review');
		await page.clock.fastForward(backOffSeconds * 1000);
	}
	await expectStep(page, 'done');
	await expect(page.getByText('HTTPS: no answer over MQTT, using HTTPS instead')).toBeVisible();
	expect(new Set(sent).size).toBe(1);
	await expectSwapped(pitlane.store, { ...swap, ...covered });
});

test('the web app is out of reach: it says so, and the step is taken once it is back', async ({
	page,
	scene,
	pitlane,
}) => {
	await startAttendant(page, scene);
	const swap = await reviewTypedSwap(page, scene);
	await pitlane.broker.stop();
	await page.context().setOffline(true);
	await expect(page.getByText('Offline: nothing is sent until the network is back')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Confirm swap' })).toBeDisabled();
	await expect(page.getByText('No network: what this step needs from the server waits until it is back')).toBeVisible();
	await page.context().setOffline(false);
	await page.getByRole('button', { name: 'Confirm swap' }).click();
	await expectStep(page, 'done');
	await expectSwapped(pitlane.store, { ...swap, ...covered });
});
