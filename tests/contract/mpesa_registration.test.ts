import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { randomIds } from '#lib/kernel/ids.ts';
import { spentPlan } from '#lib/plan/sample_plan.ts';
import type { AgentParts } from '#lib/server/agent/agent_parts.ts';
import { startJobs } from '#lib/server/agent/jobs.ts';
import { createActorTokens } from '#lib/server/gateways/mqtt/actor_tokens.ts';
import type { MobileMoney } from '#lib/server/ports.ts';
import { openCoreWorld, type CoreWorld } from '../fixtures/core_world.ts';
import { reviewed } from '../fixtures/swap_requests.ts';
import { makeDatabase, rowsOf } from '../fixtures/test_store.ts';
import { faultOf, useDaraja } from './mpesa_world.ts';

const minuteMs = 60_000;
const nominatedPhone = '254722000000';
/** Far beyond what anything here takes. */
const patience = { timeout: 30_000 };

describe('an agent with a nominated phone at M-Pesa', () => {
	const { sandbox, request, daraja, callbacks, answerWith } = useDaraja();
	let world: CoreWorld;
	let jobs: ReturnType<typeof startJobs> | undefined;

	beforeEach(async () => {
		world = await openCoreWorld(await (await makeDatabase('libSQL file')).open(), { plans: [spentPlan] });
		// M-Pesa lists what arrived by the time that it is.
		world.pass(Date.now() - world.now());
	});
	afterEach(() => jobs?.stop());

	/** Starts what an agent does by the clock; answers how often it has registered, or tried to. */
	function start(nominated: string | undefined) {
		const gateway = daraja();
		const registerPull = vi.fn<MobileMoney['registerPull']>((options) => gateway.registerPull(options));
		const parts: AgentParts = {
			// M-Pesa takes no account references with a dash, as the ids of tests have one.
			engine: { ...world.engine, ids: randomIds },
			tokens: createActorTokens({ seed: new Uint8Array(32).fill(1) }),
			isTabOpen: async () => true,
			findCaller: async () => null,
		};
		const callbackUrl = (token: string) => new URL(token, request().callbackUrl).href;
		const push = { money: { ...gateway, registerPull }, callbackUrl, nominatedPhone: nominated };
		const connection = { isConnected: () => false, publish: async () => undefined };
		jobs = startJobs({ parts, connection, erp: null, push, mail: null });
		return registerPull;
	}

	/** Has a rider pay, and every callback of it get lost. */
	async function payWithoutCallback() {
		answerWith(503);
		const sessionId = await reviewed(world);
		await world.take(sessionId, 'push', { key: 'push', input: { phone: '+254712345678' } });
		await vi.waitFor(async () => expect(await intents()).toMatchObject([{ status: 'sent' }]), patience);
		await sandbox().settled();
		expect(callbacks()).toHaveLength(1);
	}

	const intents = () => rowsOf(world.store, 'SELECT status, receipt, checkout_id FROM payment_intents');

	/** What the payment was booked under once it has waited for its callback long enough. */
	async function bookedUnder() {
		world.pass(75_000);
		await vi.waitFor(async () => expect(await intents()).toMatchObject([{ status: 'confirmed' }]), patience);
		return (await intents())[0]?.['receipt'];
	}

	const receipt = () => sandbox().pushes()[0]?.end?.receipt;

	test('when it starts, then a payment whose callback is lost is booked under its receipt number', async () => {
		const registerPull = start(nominatedPhone);
		await vi.waitFor(() => expect(registerPull).toHaveResolved(), patience);
		await payWithoutCallback();
		expect(await bookedUnder()).toBe(receipt());
		expect(registerPull).toHaveBeenCalledTimes(1);
	});

	test('when M-Pesa is down at first, then it registers a minute later', async () => {
		sandbox().trouble({ kind: 'down', endpoint: 'register', times: 1 });
		const registerPull = start(nominatedPhone);
		await vi.waitFor(() => expect(registerPull.mock.settledResults[0]?.type).toBe('rejected'), patience);
		world.pass(minuteMs);
		await vi.waitFor(() => expect(registerPull).toHaveResolvedTimes(1), patience);
		await payWithoutCallback();
		expect(await bookedUnder()).toBe(receipt());
	});

	test('when M-Pesa refuses the phone, then phones are asked all the same, and it is tried again each minute', async () => {
		const registerPull = start('447700900123');
		for (let tries = 1; tries <= 3; tries++) {
			await vi.waitFor(() => expect(registerPull.mock.settledResults[tries - 1]?.type).toBe('rejected'), patience);
			expect(registerPull).toHaveBeenCalledTimes(tries);
			world.pass(minuteMs);
		}
		await payWithoutCallback();
		expect(await bookedUnder()).toBe((await intents())[0]?.['checkout_id']);
	});

	test('when a second agent registers too, then that is no problem', async () => {
		await daraja().registerPull({ nominatedPhone, callbackUrl: request().callbackUrl });
		const registerPull = start(nominatedPhone);
		await vi.waitFor(() => expect(registerPull).toHaveResolvedTimes(1), patience);
	});

	test('when none is nominated, then nothing is registered', async () => {
		const registerPull = start(undefined);
		await payWithoutCallback();
		expect(await bookedUnder()).toBe((await intents())[0]?.['checkout_id']);
		expect(registerPull).not.toHaveBeenCalled();
	});
});

describe('M-Pesa, given a phone that it does not know', () => {
	const { request, daraja } = useDaraja();

	test('when it is nominated, then that is a fault that names the field and waits for a person', async () => {
		const options = { nominatedPhone: '447700900123', callbackUrl: request().callbackUrl };
		const fault = await faultOf(daraja().registerPull(options));
		expect(fault).toMatchObject({ source: 'mpesa', retryAfterMs: minuteMs });
		expect(fault.message).toContain('NominatedNumber');
	});
});
