import { afterEach, describe, expect, test } from 'vitest';
import { ask, dataOf, isReplyOf } from './ask.ts';
import { changesOf, readFigures } from './effects.ts';
import { delivered, given } from './given.ts';
import { printedJson, printedText } from './read_printed.ts';
import { ridingPlan, weeklyPlan } from './spec_plans.ts';
import { useWorld } from './world.ts';

const plan = weeklyPlan.planId;
const topic = `emit/uxi/attendant/plan/${plan}/payment_and_service`;
const usageTopic = `emit/uxi/billing/plan/${plan}/usage_report`;
const world = useWorld();
const swap = { plan: ridingPlan, holders: { BAT_OLD_001: 'rider', BAT_NEW_002: 'STATION_001' } };

/** Publishes a printed request and answers the `data` of the reply. */
async function replay(file: string, to = topic) {
	const from = world().ear.heard.length;
	await world().shell.publish(to, printedText(`${file}.json`));
	const operation = to === usageTopic ? 'usage_report' : 'payment_and_service';
	return dataOf(await world().ear.next(isReplyOf(operation), from));
}

describe('given a report that was answered', () => {
	test('when it is delivered three times more, then the stored answer comes each time and nothing changes', async () => {
		await given(world(), swap);
		const answer = await replay('payment_and_service');
		const before = await readFigures(world());
		const { ear, shell } = world();
		const from = ear.heard.length;
		await shell.publish(topic, printedText('payment_and_service.json'), ['--repeat', '3']);
		await ear.next((message) => isReplyOf('payment_and_service')(message) && ear.heard.length >= from + 3, from);
		expect(ear.heard.slice(from).map(dataOf)).toEqual([answer, answer, answer]);
		expect(changesOf(before, await readFigures(world()))).toEqual({});
	});

	test('when its correlation id comes with another body, then that is refused and nothing changes', async () => {
		await given(world(), {});
		await replay('payment_only');
		const before = await readFigures(world());
		const { correlation_id: correlationId, data } = printedJson('payment_only') as {
			correlation_id: string;
			data: { payment_data: object };
		};
		const other = { ...data, payment_data: { ...data.payment_data, payment_amount: 2000 } };
		expect(await ask(world(), 'payment_and_service', { correlationId, data: other })).toMatchObject({
			success: false,
			signals: ['PAYMENT_PROCESSING_FAILED', 'IDEMPOTENCY_KEY_REUSED'],
		});
		expect(changesOf(before, await readFigures(world()))).toEqual({});
	});

	test('when its payment reference comes under another id, then that is refused and nothing is credited twice', async () => {
		await given(world(), swap);
		await replay('payment_and_service');
		const before = await readFigures(world());
		const { data } = printedJson('payment_and_service') as { data: { payment_data: object } };
		const again = { payment_data: data.payment_data };
		expect(await ask(world(), 'payment_and_service', { correlationId: 'another-id', data: again })).toMatchObject({
			success: false,
			signals: ['PAYMENT_PROCESSING_FAILED', 'PAYMENT_REFERENCE_USED'],
		});
		expect(changesOf(before, await readFigures(world()))).toEqual({});
	});
});

test('given a report that failed, when it comes again under its id, then it runs', async () => {
	await given(world(), { ...swap, plan: { ...ridingPlan, status: 'SUSPENDED' } });
	expect(await replay('payment_and_service')).toMatchObject({ success: false, signals: ['CUSTOMER_INACTIVE'] });
	await world().store.writer.commit([{ sql: `UPDATE plans SET status = 'ACTIVE'`, args: [] }]);
	expect(await replay('payment_and_service')).toMatchObject({ signals: ['PAYMENT_AND_SERVICE_COMPLETED'] });
});

test('given a service that failed, when it is retried under the id with _service, then it is rendered once', async () => {
	await given(world(), { ...swap, holders: { BAT_OLD_001: 'rider', BAT_NEW_002: 'STATION_002' } });
	expect(await replay('payment_and_service')).toMatchObject({
		success: false,
		signals: ['SERVICE_COMPLETION_FAILED', 'BATTERY_OF_OTHER_STATION'],
	});
	const before = await readFigures(world());
	const answer = await replay('service_retry');
	expect(answer).toMatchObject({ success: true, metadata: { service_completed: true, payment_processed: false } });
	expect(changesOf(before, await readFigures(world()))).toMatchObject({ 'holder BAT_NEW_002': ['STATION_002', plan] });
	expect(await replay('service_retry')).toEqual(answer);
});

describe('given a rider with a battery that billing is to hear of', () => {
	afterEach(() => world().odoo.misbehave(null));

	async function phaseZero() {
		await given(world(), { plan: ridingPlan, holders: { BAT_NEW_ATT_001: 'rider' } });
		const setUp = await ask(world(), 'pre_service_setup', { correlationId: 'phase-0' });
		expect(setUp).toMatchObject({ success: true, signals: ['PRE_SERVICE_SETUP_COMPLETED'] });
	}
	const usageLines = () =>
		world()
			.odoo.records('sale.order.line')
			.filter((line) => String(line['name']).includes('att-usage-report-001'));

	test('when Odoo takes the usage, then BILLING_PROCESSED comes with its record there, and again for a repeat', async () => {
		await phaseZero();
		const answer = await replay('usage_report', usageTopic);
		expect(answer).toMatchObject({
			success: true,
			signals: ['BILLING_PROCESSED'],
			metadata: { usage_type: 'battery_swap_completed', odoo_reference: String(usageLines().at(-1)?.id) },
		});
		expect(await replay('usage_report', usageTopic)).toEqual(answer);
		expect(usageLines()).toHaveLength(1);
	});

	test('when Odoo is down, then a repeat is told to wait, and BILLING_PROCESSED comes by itself once Odoo is up', async () => {
		await phaseZero();
		world().odoo.misbehave({ kind: 'down' });
		const { ear, shell } = world();
		const from = ear.heard.length;
		await shell.publish(usageTopic, printedText('usage_report.json'));
		await waitForAttempt();
		expect(await replay('usage_report', usageTopic)).toMatchObject({
			success: false,
			signals: ['OPERATION_PENDING'],
			metadata: { status: 'pending' },
		});
		expect(await readFigures(world())).toMatchObject({ 'usage battery_swap_completed': 'pending' });
		expect(ear.heard.slice(from).filter(isReplyOf('usage_report'))).toHaveLength(1);
		world().odoo.misbehave(null);
		const processed = await ear.next((message) => isReplyOf('usage_report')(message) && dataOf(message).success, from);
		expect(dataOf(processed)).toMatchObject({ signals: ['BILLING_PROCESSED'] });
		expect(processed).toMatchObject({ qos: 1, messageExpiry: 300, correlationData: 'att-usage-report-001' });
		expect(await replay('usage_report', usageTopic)).toEqual(dataOf(processed));
		expect(await readFigures(world())).toMatchObject({ 'usage battery_swap_completed': 'processed' });
	});

	test('when Odoo refuses, then BILLING_FAILED comes, and the same report may run again', async () => {
		await phaseZero();
		world().odoo.misbehave({ kind: 'refuse', message: 'The period is closed.' });
		expect(await replay('usage_report', usageTopic)).toMatchObject({
			success: false,
			signals: ['BILLING_FAILED'],
			metadata: { reason: 'ERP_REFUSED', message: expect.stringContaining('The period is closed.') },
		});
		expect(await readFigures(world())).toMatchObject({ 'usage battery_swap_completed': 'failed' });
		world().odoo.misbehave(null);
		expect(await replay('usage_report', usageTopic)).toMatchObject({ signals: ['BILLING_PROCESSED'] });
		expect(await readFigures(world())).toMatchObject({ 'usage battery_swap_completed': 'processed' });
		await delivered(world().store);
	});

	/** The agent has tried to reach Odoo at least once. */
	async function waitForAttempt() {
		await expect
			.poll(
				() =>
					world()
						.store.client.execute(`SELECT max(attempts) AS most FROM outbox`)
						.then(({ rows }) => rows[0]?.['most']),
				{ timeout: 20_000 },
			)
			.toBeGreaterThan(0);
	}
});
