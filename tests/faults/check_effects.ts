import type { Store } from '#lib/server/store/store.ts';
import { operations } from '#lib/protocol/operations.ts';
import { brokenInvariants } from '../fixtures/ledger_audit.ts';
import { rowsOf } from '../fixtures/test_store.ts';
import type { Told } from './asking_client.ts';
import type { Settled } from './run_schedule.ts';
import type { Schedule } from './schedule.ts';

/**
 * What a schedule broke, empty if nothing: the invariants 1 to 6 of everything stored, that no version told was lost, and that each correlation id had one effect if
 * anybody was told so and none otherwise, all who were told of it the same, and nothing happened that nobody asked for.
 */
export async function brokenBy(store: Store, schedule: Schedule, settled: readonly Settled[]): Promise<string[]> {
	const effects = await effectsOf(store, schedule);
	const asked = settled.filter(({ request }) => request.garbage === undefined);
	const writes = groupByKey(asked.filter(({ request }) => operations[request.operation].kind === 'write'));
	return [
		...(await brokenInvariants(store)),
		...(await strangeDeadLetters(store)),
		...(await lostVersions(store, asked)),
		...settled.filter(({ told }) => told.length === 0).map(({ request }) => `${request.correlationId}: no answer`),
		...[...groupByKey(asked.filter(({ request }) => 'session_id' in request.data)), ...writes].flatMap(([key, told]) =>
			toldDifferently(key, told),
		),
		...[...writes].flatMap(([key, told]) => wrongEffects(key, told, effects)),
		...[...effects.keys()].filter((key) => !writes.has(key)).map((key) => `${key}: nobody asked for it`),
	];
}

/** The rows that one request has left in the ledgers. */
interface Effects {
	payments: number;
	handedOut: number;
	takenBack: number;
}

const none: Effects = { payments: 0, handedOut: 0, takenBack: 0 };

/** The effects of each request on the schedule's plans, under the key that all its ledger entries begin with. */
async function effectsOf(store: Store, { plans }: Schedule): Promise<Map<string, Effects>> {
	const ids = new Set(plans.map(({ planId }) => planId));
	const effects = new Map<string, Effects>();
	const count = (rows: readonly Record<string, unknown>[], effect: keyof Effects) => {
		for (const row of rows) {
			const [planId = '', operation, correlationId] = String(row['key']).split('/');
			if (!ids.has(planId)) continue;
			const key = `${planId}/${operation}/${correlationId}`;
			const known = effects.get(key) ?? none;
			effects.set(key, { ...known, [effect]: known[effect] + 1 });
		}
	};
	const moved = `SELECT key FROM custody_entries WHERE seq > 1 AND holder_kind`;
	count(await rowsOf(store, 'SELECT key FROM payments'), 'payments');
	count(await rowsOf(store, `${moved} = 'rider'`), 'handedOut');
	count(await rowsOf(store, `${moved} <> 'rider'`), 'takenBack');
	return effects;
}

/** What was told of each request, under the key that its ledger entries bear. */
function groupByKey(settled: readonly Settled[]): Map<string, readonly Told[]> {
	return new Map(
		settled.map(({ request, told }) => [`${request.planId}/${request.operation}/${request.correlationId}`, told]),
	);
}

function toldDifferently(key: string, told: readonly Told[]): string[] {
	const stories = new Set(told.filter(({ success }) => success).map((answer) => JSON.stringify(answer)));
	return stories.size > 1 ? [`${key}: told differently ${[...stories].join(' and ')}`] : [];
}

function wrongEffects(key: string, told: readonly Told[], effects: ReadonlyMap<string, Effects>): string[] {
	const found = effects.get(key) ?? none;
	const expected = told.map(effectsTold).reduce(most, none);
	if (JSON.stringify(found) === JSON.stringify(expected)) return [];
	return [`${key}: ${JSON.stringify(found)} happened, ${JSON.stringify(expected)} was told`];
}

/** What an answer says has happened. Only a payment can stand where the rest was refused. */
function effectsTold({ success, signals, metadata }: Told): Effects {
	const is = (signal: string) => Number(success && signals.includes(signal));
	const service = (metadata['service_details'] ?? {}) as { old_battery_id?: string | null };
	const isServed = metadata['service_completed'] === true;
	return {
		payments: is('PAYMENT_COLLECTED') + Number(metadata['payment_processed'] === true),
		handedOut: is('EQUIPMENT_CHECKED_OUT') + Number(isServed),
		takenBack: is('EQUIPMENT_CHECKED_IN') + Number(isServed && (service.old_battery_id ?? null) !== null),
	};
}

function most(a: Effects, b: Effects): Effects {
	return {
		payments: Math.max(a.payments, b.payments),
		handedOut: Math.max(a.handedOut, b.handedOut),
		takenBack: Math.max(a.takenBack, b.takenBack),
	};
}

/** A version of a session that was told to one request is told to no other, and is stored. */
async function lostVersions(store: Store, asked: readonly Settled[]): Promise<string[]> {
	const events = await rowsOf(store, 'SELECT session_id, seq FROM session_events');
	const stored = new Set(events.map((row) => `${String(row['session_id'])}/${String(row['seq'])}`));
	const told = new Map<string, Set<string>>();
	for (const { request, told: answers } of asked) {
		for (const { success, metadata } of answers) {
			const version = `${String(request.data['session_id'])}/${String(metadata['session_version'])}`;
			if (!success || metadata['session_version'] === undefined) continue;
			told.set(version, (told.get(version) ?? new Set()).add(request.correlationId));
		}
	}
	return [...told].flatMap(([version, requests]) => [
		...(stored.has(version) ? [] : [`${version}: was told and is not stored`]),
		...(requests.size > 1 ? [`${version}: was told to ${[...requests].join(' and ')}`] : []),
	]);
}

/** Only what was sent as garbage may lie among the dead letters: a cut wire makes none. */
async function strangeDeadLetters(store: Store): Promise<string[]> {
	const rows = await rowsOf(store, `SELECT * FROM dead_letters WHERE payload NOT LIKE '%no JSON'`);
	return rows.map((row) => `dead letter: ${JSON.stringify(row)}`);
}
