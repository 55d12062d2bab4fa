import { randomIds } from '#lib/kernel/ids.ts';
import type { Role } from '#lib/kernel/permission.ts';
import type { ManageEvent } from '#lib/server/actions/manage_event.ts';
import type { App } from '#lib/server/app.ts';
import type { SignedIn } from '#lib/server/auth/signed_in.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { Statement } from '#lib/server/store/statement.ts';
import type { Store } from '#lib/server/store/store.ts';
import { makeDatabase, type DatabaseKind } from '../fixtures/test_store.ts';

/** The present of every test: 15:00 in Nairobi. */
export const now = Date.UTC(2026, 10, 22, 12);

/** The address that requests come from. */
export const address = '192.0.2.7';

/** An empty database with two stations and a clock that stands. */
export async function openManageWorld(kind: DatabaseKind): Promise<{ engine: Engine; store: Store }> {
	const store = await (await makeDatabase(kind)).open();
	await add(store, [
		row('stations', { id: 'NAIROBI', name: 'Nairobi', time_zone: 'Africa/Nairobi', currency: 'KES' }),
		row('stations', { id: 'KIGALI', name: 'Kigali', time_zone: 'Africa/Kigali', currency: 'RWF' }),
	]);
	return { store, engine: { store, clock: () => now, ids: randomIds } };
}

/** An insert of these columns. */
export function row(table: string, values: Readonly<Record<string, string | number | null>>): Statement {
	const columns = Object.keys(values);
	return {
		sql: `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
		args: Object.values(values),
	};
}

/** Writes rows. Throws if one of them is there already. */
export async function add(store: Store, statements: readonly Statement[]): Promise<void> {
	const outcome = await store.writer.commit(statements);
	if (!outcome.ok) throw new Error(`There is one ${outcome.conflict.table} twice`);
}

/** Somebody who looks after stations, or is of another role. */
export function somebody(role: Role, stations: SignedIn['stations']): SignedIn {
	return {
		id: `user-${role}`,
		email: `${role}@example.org`,
		name: `The ${role}`,
		role,
		customerId: null,
		stations,
		cashLimitMinor: 0,
		shift: null,
		via: 'cookie',
		authSessionId: null,
		scopes: null,
	};
}

/** A request of a page, or a form that is posted to it. */
export function eventOf(
	engine: Engine,
	person: SignedIn | null,
	{ path, form }: { path: string; form?: readonly (readonly [string, string])[] },
): ManageEvent {
	const url = new URL(path, 'https://pitlane.example');
	const body = new FormData();
	for (const [name, value] of form ?? []) body.append(name, value);
	return {
		locals: { person, app: { engine } as App },
		url,
		request: new Request(url, form ? { method: 'POST', body } : {}),
		getClientAddress: () => address,
	};
}

/** What a page answers that is not there for whoever asks. */
export const notFound = { status: 404, body: { message: 'Not found' } };

/** Those for whom the pages of managers are not there. */
export const strangers = [
	somebody('attendant', ['NAIROBI']),
	somebody('salesperson', ['NAIROBI']),
	somebody('mechanic', ['NAIROBI']),
	somebody('rider', []),
	somebody('service', '*'),
];
