import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { changesOf, readFigures, type Changes } from './effects.ts';
import { given, type Given } from './given.ts';
import { printedText } from './read_printed.ts';
import { ridingPlan, weeklyPlan } from './spec_plans.ts';
import { useWorld } from './world.ts';

const plan = weeklyPlan.planId;
const echo = `echo/abs/service/plan/${plan}/payment_and_service`;
const world = useWorld();

interface Script {
	readonly file: string;
	readonly given: Given;
	/** How the correlation id and the receipt begin, which the script numbers by the clock. */
	readonly idPrefix: string;
	readonly receiptPrefix: string | null;
	readonly changes: Changes;
}

const swap = { plan: ridingPlan, holders: { BAT_OLD_001: 'rider', BAT_NEW_002: 'STATION_001' } };
const fleetUsed: Changes = { 'used svc-battery-fleet-kenya-premium': [2, 3] };
const bought = (amount: number): Changes => ({
	'quota service-battery-swap-nairobi': [5, 5 + amount / 50],
	'money captured': [null, amount],
	'money quota': [null, amount],
	'for the ERP: payment': [null, 1],
});

const scripts: readonly Script[] = [
	{
		file: 'payment_and_service.sh',
		given: swap,
		idPrefix: 'att-txn-',
		receiptPrefix: 'payment MPESA MPESA-ATT-TXN-',
		changes: {
			...fleetUsed,
			...bought(500),
			'used service-battery-swap-nairobi': [0, 1],
			'used svc-electricity-energy-tracking-togo': [0, 45.5],
			'holder BAT_OLD_001': [plan, 'STATION_001'],
			'holder BAT_NEW_002': ['STATION_001', plan],
		},
	},
	{
		file: 'payment_only.sh',
		given: {},
		idPrefix: 'att-payment-',
		receiptPrefix: 'payment CASH CASH-RECEIPT-',
		changes: bought(1000),
	},
	{
		file: 'service_only.sh',
		given: { plan: ridingPlan, holders: { BAT_OLD_003: 'rider', BAT_NEW_004: 'STATION_003' } },
		idPrefix: 'att-service-',
		receiptPrefix: null,
		changes: {
			...fleetUsed,
			'used svc-swap-network-kenya': [0, 1],
			'used svc-electricity-energy-tracking-togo': [0, 52.3],
			'holder BAT_OLD_003': [plan, 'STATION_003'],
			'holder BAT_NEW_004': ['STATION_003', plan],
		},
	},
];

test.each(scripts)('$file as printed, with mosquitto_pub, does what it says', async (script) => {
	const { ear, shell, store } = world();
	await given(world(), script.given);
	const before = await readFigures(world());
	const from = ear.heard.length;
	await shell.run(printedText(script.file));
	const { payload } = await ear.next(({ topic }) => topic === echo, from);
	expect(payload).toMatchObject({
		correlation_id: expect.stringMatching(new RegExp(`^${script.idPrefix}\\d+$`)),
		data: { success: true, signals: ['PAYMENT_AND_SERVICE_COMPLETED'] },
	});
	const changes = changesOf(before, await readFigures(world()));
	const receipts = Object.keys(changes).filter((name) => name.startsWith('payment '));
	const others = Object.entries(changes).filter(([name]) => !receipts.includes(name));
	expect(Object.fromEntries(others)).toEqual(script.changes);
	const expected = script.receiptPrefix === null ? [] : [expect.stringContaining(script.receiptPrefix)];
	expect(receipts).toEqual(expected);
	expect(await brokenInvariants(store)).toEqual([]);
});

test('the MQTT.js program as printed, but for where it connects, reports payment and service', async () => {
	const { ear, mqttUrl } = world();
	await given(world(), swap);
	const from = ear.heard.length;
	const login = JSON.stringify(world().login);
	const program = printedText('payment_and_service.js.txt').replace(
		"'mqtt://localhost:1883'",
		`'${mqttUrl}', ${login}`,
	);
	const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=commonjs'], { input: program });
	expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
	expect(stdout.toString()).toMatch(/Payment and service reported: att-txn-\d+/);
	const { payload } = await ear.next(({ topic }) => topic === echo, from);
	expect(payload).toMatchObject({ data: { signals: ['PAYMENT_AND_SERVICE_COMPLETED'] } });
	expect(await brokenInvariants(world().store)).toEqual([]);
});
